"""The English words for times to come; how they are written is explained in metrics/signals/times.py."""

from metrics.signals.times import Times

TIMES = Times(
    days={
        0: "today 2day tonite later_today same_day",
        1: "tomorrow tmrw tmr tmw tomo 2moro tommorow tommorrow tomorow next_day",
        2: "day_after_tomorrow overmorrow",
    },
    weekdays={
        1: "monday mon mondays",
        2: "tuesday tues tue",
        3: "wednesday wed weds",
        4: "thursday thurs thur thu thrs",
        5: "friday fri",
        6: "saturday sat",
        7: "sunday sun",
    },
    parts={
        "12:00": "morning noon midday mid_day lunch lunchtime forenoon",
        "17:00": "afternoon aft",
        "21:00": "evening eve evng tonight night",
        "23:59": "midnight eod end_of_day end_of_the_day cob close_of_business end_of_play close_of_play",
    },
    units={
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs h",
        "day": "day days",
        "business_day": "business_day business_days working_day working_days work_day work_days workdays "
        "workday bd bds wd wds bus_days bus_day biz_days biz_day",
        "week": "week weeks wk wks",
        "month": "month months",
    },
    durations={
        "30 minute": "half_an_hour half_hour",
        "15 minute": "quarter_of_an_hour quarter_hour",
        "90 minute": "hour_and_a_half",
        "2 week": "fortnight",
    },
    numbers={
        1: "a an one",
        2: "two couple a_couple_of couple_of",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        12: "twelve",
        14: "fourteen",
        15: "fifteen",
        20: "twenty",
        24: "twenty_four",
        30: "thirty",
        48: "forty_eight",
    },
    months={
        1: "january jan",
        2: "february feb",
        3: "march",
        4: "april apr",
        5: "may",
        6: "june jun",
        7: "july jul",
        8: "august aug",
        9: "september sep sept",
        10: "october oct",
        11: "november nov",
        12: "december dec",
    },
    within="within from_now w_in w_n in inside within_the",
    by="by on_the before until till til b4 no_later_than not_later_than at at_latest latest_by "
    "between from around",
    next="next coming following",
    this="this",
    end="end_of end_of_the",
    am="am a_m",
    pm="pm p_m",
    ordinals="st nd rd th",
    fillers="the of on at o'clock oclock latest sharp between from to and or until till by our my "
    "local time hrs "
    "next_step for max maximum in during approx about",
    past="this_morning yesterday ago last past since earlier previous every each was were",
)
