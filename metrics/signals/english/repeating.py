"""The English rules for the third time. Notation: metrics/signals/notation.py."""

THIRD_TIME = """
    counted:
        @third ..1 @contact
        @third ..2 time|call|visit|contact|in_a_row|week|month|failure|attempt
        @three ..1 times|x ..3 already|now|this|since|same|about|re|in|and|within|for|before|on|still|
            without|
            over
        call*|rang|ring*|phon*|contact*|report*|ask*|request*|wrote|written|emailed|mailed|complain*|
            explain*|
            tried|told|visit*|chas*|been|came|come|swapped|replaced|repaired|fixed|promis*|reset|sent|spoke|
            spoken|happen*|fail*|broke* ..5 @three times|x
        @three ..2 calls|visits|tickets|tkts|technicians|techs|engineers|emails|complaints|contacts|
            attempts|
            callbacks|cbs|letters|reminders|chats|outages|repairs|replacements|failures|appointments|agents|
            reps|representatives|dropouts|mails|breakdowns|routers|requests|incidents|cases|
            conversations ..4 already|now|this|since|same|about|re|later|and|still|without|in|by|over|for|
            none|no|so_far
        since|after|made|had|over|least|been|spoke*|spoken|with|sent|opened|of ..2 @three ..1 calls|visits|
            tickets|tkts|technicians|techs|engineers|emails|complaints|contacts|attempts|callbacks|letters|
            reminders|chats|repairs|replacements|agents|reps|representatives|mails|requests|cases|
            conversations|people|departments
        call|visit|contact|attempt|email|ticket|time|technician|router|tech|day|week|month|outage|request|
            letter number|no|nr @three
        <n3>|three|four|five|six|seven|eight|nine|ten ..2 in_a_row
        reported|called|rang|phoned|wrote|contacted|complained|visited ..6 <n> <n> and <n>
        twice ..6 again ..2 now|in|this|today|still
        twice ..4 and_now|now ..2 again
        @third ..2 @third
        x3|x4|x5|x6
        @call|calls|called|visits ..2 x3|x4|x5|x6
        lost_count
        call*|rang|phon*|contact*|wrote|writ*|email*|chas*|ask*|visit*|swap* ..2 3x|4x|5x|6x|7x|8x
    again:
        again_and_again|over_and_over|time_and_again|time_after_time|time_and_time_again
        again again
        every|each|everytime ?single time ..1 i|we|it|you|he|she|they|the|cust|there|same|my|your|after|
            someone|call|is|was|again
        everytime|whenever|every_time i|we|it|you|he|she|cust call*|ring*|phon*|contact*|try|ask|say*|is|
            stops|rains
        how_many times|more_times|calls|emails|visits|technicians
        keep|keeps|kept|have_to_keep calling|ringing|phoning|asking|writing|chasing|contacting|reporting|
            explaining|emailing|telling|complaining|repeating|breaking|failing|coming_back|happening|
            recurring|promising|sending
        keep|keeps|kept on calling|ringing|asking|writing|happening
        for weeks|months|days|ages ..5 call*|ring*|phon*|ask*|chas*|writ*|tr*|report*|explain*|contact*|
            complain*
        been ..1 calling|ringing|chasing|asking|phoning|writing|emailing|complaining|reporting ..4 weeks|
            months|days|since|ages|years
        calling|ringing|chasing|asking|phoning|writing|emailing|complaining ..4 for ..1 weeks|months|days|
            ages
        repeat|repeated|repeatedly|recurring|frequent|constant ..2 caller|contact|call|calls|fault|issue|
            problem|contacts|complaint|visits|outage|outages|asked|called|reported|failure|failures|
            requests|
            complaints|tickets
        multiple|many|numerous|countless|several|dozens ..1 times|calls|contacts|tickets|visits|emails|
            occasions|attempts|reps|complaints
        recurs|recurring|reoccurring ..3 each|every|again|same
        same ..2 issue|problem|fault|thing|error ..3 again
        yet|once again ..3 same
        despite|following|another|in_spite_of ..1 @three ..1 @contact
        @three agents|reps|people|colleagues|calls|technicians|advisors ..1 @three
        calling|ringing|phoning|writing|chasing|emailing ..2 all_the_time|constantly|non_stop|nonstop|daily|
            every_day
        calls|call|rings|ring|phone|write ..2 every|each day|week ..1 about|re|because|same|with_the_same
        can't|cannot|can_not count ..4 times|calls
        reported|called|rang|wrote|phoned|emailed|contacted ..4 @weekday ..1 @weekday ..1 @weekday
    others:
        reported|called|rang|wrote|phoned|emailed|contacted|call|ring ..2 @weekday ..1 @weekday ..1 today|
            now|again|@weekday
        makes|that's|thats ..2 @three ..1 @contact
        every|each single day|week|month|evening|night|morning|one
        same ..2 each|every month|week|time|day|bill
        here_we_go|there_we_go again
        same_old|same_story|broken_record
        no|nr|number|num <n3>|three|four|five @call|visit|ticket|complaint
        rung|called|rings|calling|rang|phones|calls|phoned|writes ..1 daily|every_day|each_day|every_week|
            nonstop
        @three times|x ..2 i|we|you|they|he|she|cust|have|been|told|promised|in
        constantly|always|forever|continually|repeatedly|continuously|endlessly ..3 calling|chasing|chase|
            call|ring|explain|explaining|remind|reminding|write|complain
        how_often|how_many_times ..2 do|must|should|have|will ..2 i|we|he|she
        so|too|that many times|calls|visits|emails
        @third ..2 @third|replacement|box|router|modem|technician|engineer
        on ..1 @three occasions
        another ..5 @third one
        month_after_month|week_after_week|day_after_day|year_after_year|day_in_day_out
        @three technicians|techs|engineers|agents|visits|repairs ..3 been|here|came|visited|already|and
    also:
        every|each day|week|evening|morning|night ..2 for|over|since ..2 <n>|two|three|several|weeks|months|
            days|a_week|a_month
        + not|hardly ..1 a ..1 day|week|month|night ..2 goes|passes|went|passed
        yet again
        @third ..1 day|week|month|weekend|evening|night ..1 running|in_a_row|straight|now
        same|this ..2 problem|issue|fault|thing|story|mistake|error ..4 @third|again_and_again|
            over_and_over|every
        @three|<n3> @call|calls|tickets|visits|technicians|emails|weeks|letters|reps|engineers|agents later
        been|going on|happening ..2 for ..1 weeks|months|ages|years
        have|had|has|having ..1 to ..2 call|ring|phone|chase|ask|write|explain ..6 every|again_and_again|
            constantly|repeatedly|@three
        constantly|repeatedly|continually|endlessly|persistently calling|ringing|chasing|asking|called|
            asked|reported|phoned|requested|complained|raised
        keep|keeps|kept sending|getting|receiving|losing|having ..3 the|same|wrong|this|that
        that's|thats|makes|now|is ..1 number three|four|five|six|seven
        explained|told|repeated|said|described ..3 to|this_to ..1 @three ..2 agents|people|reps|advisors|
            colleagues
        @three|<n3> mails|emails|calls|letters|visits|tickets|messages|chats|technicians|requests ..2 zero|
            no|nothing|none|nobody|not
        every|each evening|night|day|morning|afternoon|weekend|hour|few_minutes ..6 drops|drop|freezes|
            freeze|fails|fail|dies|cuts|stops|disconnects|crashes|vanishes|disappears|breaks|goes_down|
            goes_off|goes_dead|reboots|restarts|slow|slows|hangs|lost|gone
        drops|freezes|fails|dies|cuts_out|stops|disconnects|crashes|vanishes|disappears|reboots|hangs|
            goes_down|goes_off ..2 every|each evening|night|day|morning|hour|few|ten|five|<n>
        + not|neither ..1 the|my ..1 first ..4 nor|or|and_not|not ..2 second
        called|rang|wrote|emailed|phoned|asked|reported|written|rung|contacted|
            complained ..1 twice ..1 already|before|now|and
        already|has|have called|rang|wrote|emailed|phoned|asked|reported|written|contacted|rung|
            complained twice
        how ..1 many|much|often ..2 more|times|often ..4 call|ring|write|ask|explain|say|tell|phone|contact|
            beg
        wrote|called|mailed|emailed|rang|phoned ..2 @weekday ..4 wrote|called|mailed|emailed|rang|
            phoned ..2 @weekday
        last_week ..3 week_before|week_before_last|month_before
        every|each week|day|month|time|evening the|it's ..1 same
        do|must|should i|we ..2 need|have ..1 to ..1 call|ring|write|phone|chase ..3 every|each|again_and
        explained|told ..3 to ..1 two|2|both agents|people|reps|colleagues ..1 already|before
    exceptions:
        - @third party|floor|person|quarter|line|option|page|item|room|year|birthday|generation|grade|row|
            child|son|daughter|point|question|step|parties|device|tv|sim|box_in|screen|user|cable|class|
            apartment|flat
        - @third ..1 of ..1 january|jan|february|feb|march|april|may|june|july|august|aug|september|sept|
            october|oct|november|nov|december|dec
        - <nth3> january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|
            sept|
            october|oct|november|nov|december|dec|at|between|from|before
        - the|by|on|until|till <nth3> day|am|morning|week
        - <n3>|three|four|five|@three times|x|calls a|per|daily|faster|slower|cheaper|more|higher|the|as|
            each
        - tried|attempt*|called|rang|calling ..3 cust|customer|client|him|her|caller ..3 times|x|x3|x4|
            attempts
        - call* ..2 customers|custs|clients
        - order* ..2 @three
        - @three routers for|in|at
        - queue ..4 calls
        - every call ..1 is
        - each time zone
        - how_many calls ..3 include*|free|can|package
        - they|you|agents|u keep telling|asking|saying
        - call ..6 queue
        - rings|ring|beeps|beep ..1 @three times
        - every|each single one ..1 of
        - @three times|x ..1 a|per|daily
        - how_often|how_many_times ..4 restart|reset|free|charge*|bill*
        - tried|attempt* ..6 to ..1 reach|call|contact ..2 cust|him|her|customer
        - been|going on ..2 for ..1 years ..3 customer|happy|good|loyal
        - customer ..3 for ..2 years
"""
