"""The English rules for complaints and anger. Notation: metrics/signals/notation.py."""

COMPLAINT = """
    formal:
        formal|official|formally|officially|written|legal ..1 complaint|compl|complain|grievance|complaints|
            cmplnt
        @want|file|filed|filing|lodge|lodged|lodging|submit|submitted|make|making|made|raise|raised|register|
            registered|registering|open|opened|log|logged|send|sent|put_in|escalate|escalated|wrote|write|
            place|placed|launch ..3 complaint|compl|complaints|grievance|cmplnt
        complaint|compl|grievance|cmplnt ..2 registered|filed|opened|lodged|logged|raised|submitted|ref|
            reference|number|no|recorded|to|with|against|form|escalated
        complaints department|dept|team|office|procedure|manager|officer|address|form
        this|it is ..2 complaint
        consider|treat|take|regard this ..3 complaint
        @want|to|will|i'll|shall ..2 complain ..3 to|officially|formally|higher|about|against|manager|
            management
        @want ..2 complain
        complain*|complaint ..2 ministry|regulator|authority|council|ombudsman|association|board|ceo|
            head_office|management
    authority:
        ombudsman|ombudsmans|ombudswoman|regulator|regulators|watchdog|ofcom
        consumer council|association|protection|board|authority|agency|affairs|rights|organisation|
            organization|ombudsman|watchdog|office|court|forum|union|group|advocate
        ministry|ministries|minister
        trading_standards|citizens_advice|data_protection_authority|privacy_authority|privacy_regulator
        regulatory|supervisory authority|body
        communications|telecom|telecoms authority|commission|board
    lawyer:
        lawyer|lawyers|solicitor|solicitors|attorney|attorneys|atty|barrister|law_firm|legal_counsel
        sue|suing|sued|sues|lawsuit|litigation|class_action|tribunal|small_claims|legal_action|
            legal_proceedings|legal_steps|legal_letter
        take|taking|go|going|see|seeing|meet|in|to ..3 court
        court ..1 action|case|claim|proceedings|order
        claim ..2 against you|company|us
        legal ..1 rights|team_will|advice|threat|representative
    press:
        @want|go|going|tell|told|call|contact|inform|write|turn|send|turning|writing|posting|post|giving|give|
            went|talk|threat*|expose|
            copy|cc ..5 press|newspaper|newspapers|journalist|journalists|reporter|reporters|media|tv_news|
            consumer_programme|consumer_program
        going|go|went public
        papers will|gets|get|love|hear
        press|newspaper|newspapers|media|journalist|journalists ..2 gets|get|will|hear|hears|copy|informed|
            notified
    exceptions:
        - withdr*|drop*|retract*|cancel* ..3 complaint|complaints|compl
        - read|saw|seen|heard ..2 in ..1 press|newspaper|newspapers|media
        - press|press* ..2 button|key|ok|enter|<n>|reset|menu|release
        - social media
        - media box|player|server|centre|center|room
        - is|am|i'm|as|works|work a|an|as lawyer|attorney|solicitor|barrister|journalist|reporter
        - court road|street|lane|house|avenue|yard
        - tennis|basketball|food|sports|squash court
        - ministry_of ..3 invoice
        - my|a lawyer friend|neighbour|son|brother|sister|cousin
        - works|work|employee|employed|clerk ..2 ministry
        - no complaint|complaints|compl
"""

ANGER = """
    feels:
        furious|fuming|livid|outraged|enraged|irate|infuriated|infuriating|incensed|seething|raging|rage|
            enraging
        angry|angrily|angrier
        mad at
        anger ..3 cust|customer|caller
        aggressive|hostile|abusive|threatening_language|verbal_abuse|verbally|rude_language|foul|profanity|
            profanities|hysterical|agitated|vulgar
        shout|shouted|shouting|shouts|yell|yelled|yelling|yells|scream|screamed|screaming|screams|swore|swear|
            swears|swearing|cursed|cursing|curses|insulted|insulting|insults|insult|ranting|ranted|exploded|
            blew_up|lost_his_temper|lost_her_temper|lost_temper|raised_voice|raised_his_voice|
            raised_her_voice|raising
        slam*|banged ..2 phone|door|receiver|down
        hung_up|hangs_up|hanging_up|hung ..2 on_me|angr*|mid|midway|mid_sentence|in_anger|in_rage|furious*|
            shouting|rude*
        boiling|steaming|apoplectic|lost_it|fit_to_be_tied|through_the_roof|beside_himself|beside_herself|
            seeing_red
        sick_and_tired|sick_of|sick_to
    says:
        unacceptable|inexcusable|unforgivable|intolerable|unbelievable_cheek|preposterous
        disgrace|disgraceful|disgusting|disgusted|outrageous|outrage|scandal|scandalous|shameful|shameless|
            appalling|atrocious|despicable|abysmal|revolting|vile
        shame_on|shame_on_you|ashamed|how_dare|have_some_shame
        pathetic|idiot|idiots|idiotic|moron|morons|clown|clowns|fool|fools|imbecile|imbeciles|scum|scumbags|
            thief|thieves|crook|crooks|liar|liars|lying|bastard|bastards|scammer|scammers|scam|robbers|
            robbery|swindlers|bandits|jerks|jerk|incompetents|cheats|crooked|parasites|vultures|monkeys|
            leeches|conmen|criminals|fraudsters|amateurs|useless_people|useless_lot|useless_idiots|
                useless_company|incompetent|shambles|stupid|dumb
        bloody|damn|damned|goddamn|fuck*|shit|shitty|bullshit|crap|crappy|wtf|arse|asshole|assholes|ffs|
            bollocks|bs|pissed|pissing|piss|effing|f_ing|freaking|screw_you|go_to_hell|to_hell|hell|stfu|omfg
        never_again|horrible|terrible|awful|worst horrible|terrible|awful|worst|never_again|service|company|
            never
        are|is|so|completely|totally|absolutely|utterly useless
        worst ..2 company|service|provider|experience|support|customer_service|ever|isp|in_the
        ripoff|rip_off|daylight_robbery|highway_robbery|stealing|steal from|my|our
        laughing_stock|sick_joke|total_joke|absolute_joke|complete_joke|utter_joke|what_a_joke|bunch_of|
            pack_of|you_people|you_lot|circus
        rot_in|drop_dead|get_lost|burn_in|i_hate|hate_you|hate_this|up_yours
        garbage|trash|rubbish service|company|support|answer|internet
        🤬|😡|🖕|💩|👿|😠
    exceptions:
        - bloody|damn good|great|brilliant|fast|amazing|excellent|marvellous|nice|well
        - phone|device|router|line|app|screen|box|modem hung
        - swear by
        - hell of
        - lying around|about|in|on|under|next
        - scam|scams|scammer call|calls|sms|message|messages|warning|alert|texts
        - report* ..3 scam|robbery|theft|thief
        - app|page|site|remote|cable|adapter|box ..1 is ..1 useless
        - useless box|adapter|leftover
        - aggressive heating|price|pricing
        - no shouting|anger|hard_feelings
        - april fools
        - steal ..2 wifi|signal
"""
