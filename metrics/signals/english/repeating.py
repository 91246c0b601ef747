"""The English rules for the third time, and not being heard. Notation: metrics/signals/notation.py."""

THIRD_TIME = """
    counted:
        @third ..1 @contact
        @third ..2 time|call|visit|contact|in_a_row|week|month|failure|attempt
        @three ..1 times|x ..3 already|now|this|since|same|about|re|in|and|within|for|before|on|still|without|
            over
        call*|rang|ring*|phon*|contact*|report*|ask*|request*|wrote|written|emailed|mailed|complain*|explain*|
            tried|told|visit*|chas*|been|came|come|swapped|replaced|repaired|fixed|promis*|reset|sent|spoke|
            spoken|happen*|fail*|broke* ..5 @three times|x
        @three ..2 calls|visits|tickets|tkts|technicians|techs|engineers|emails|complaints|contacts|attempts|
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
        calling|ringing|chasing|asking|phoning|writing|emailing|complaining ..4 for ..1 weeks|months|days|ages
        repeat|repeated|repeatedly|recurring|frequent|constant ..2 caller|contact|call|calls|fault|issue|
            problem|contacts|complaint|visits|outage|outages|asked|called|reported|failure|failures|requests|
            complaints|tickets
        multiple|many|numerous|countless|several|dozens ..1 times|calls|contacts|tickets|visits|emails|
            occasions|attempts|reps|complaints
        recurs|recurring|reoccurring ..3 each|every|again|same
        same ..2 issue|problem|fault|thing|error ..3 again
        yet|once again ..3 same
    exceptions:
        - @third party|floor|person|quarter|line|option|page|item|room|year|birthday|generation|grade|row|
            child|son|daughter|point|question|step|parties|device|tv|sim|box_in|screen|user|cable|class|
            apartment|flat
        - @third ..1 of ..1 january|jan|february|feb|march|april|may|june|july|august|aug|september|sept|
            october|oct|november|nov|december|dec
        - <nth3> january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|
            october|oct|november|nov|december|dec|at|between|from|before
        - the|by|on|until|till <nth3> day|am|morning|week
        - <n3>|three|four|five|@three times|x|calls a|per|daily|faster|slower|cheaper|more|higher|the|as|each
        - tried|attempt*|called|rang|calling ..3 cust|customer|client|him|her|caller ..3 times|x|x3|x4|
            attempts
        - call* ..2 customers|custs|clients
        - order* ..2 @three
        - @three routers for|in|at
        - queue ..4 calls
        - every call ..1 is
        - each time zone
        - how_many calls ..3 include*|free|can|package
"""

UNHEARD = """
    listens:
        "+ @nobody|you|they|agent|agents|rep|reps|people|ur|who|staff ..2 @not ..2 listen|listens|listening|
            listened|understand|understands|understood|care|cares|read|reads|hear|hears|pay_attention
        "+ @nobody ..2 listen|listens|listening|listened|understand|understands|understood|cares|care|reads|
            read|looked|looks|hears|believes|believe|takes_me_seriously|took_me_seriously|takes_him|interested
        + @not ..2 listening|listened|being_heard|feel_heard|taken_seriously|heard_out|been_heard
        + @nobody ..2 wants|want|wanted|willing|bothers|bothered|tries ..2 hear|listen|understand|read|know
        + bot|chatbot|robot|assistant|machine|system ..2 @not ..2 understand|understands|get|recognise|listen
        feel*|felt ..2 unheard|ignored|not_heard|dismissed|brushed_off|invisible
        brick_wall|to_a_wall|to_the_wall|deaf_ears|talking_to_walls|to_walls|into_the_void
        stop ..1 ignoring
        ignor* ..1 me|him|her|us|what|everything|my_question|cust
        did|do|does|can|could|will|would|has|have you|anyone|anybody|someone|u|they ..2 even|actually|ever|
            please|bother|finally ..2 read|listen|look|understand|listened
        listen ..1 to ..1 me|us|customers|customer|him|her|what_i|what_we
        please|pls|just|pls_just read ..2 what|my|before|again|properly|email|message
        read|reading ..2 what i|we|he|she ..2 wrote|write|written|said|say
        read ..1 my|his|her|the ..1 email|mail|message|letter|complaint ..3 again|properly|carefully|before|
            first|please
        @not ..1 what i|we|he|she ..1 asked|ask|wrote|said|meant|mean|want
        didn't|did_not|not|never ask|asked|wrote|write ..2 about|that ..8 asked|ask|wrote|write ..1 about
        answer*|repl* ..3 something_else|different_question|another_question|other_question|wrong_question|
            question_i_didn't
        canned|copy_paste|copy_pasted|copy_and_paste|copy|template|templated|robotic|automated|automatic|
            scripted|standard|generic ..1 answer|answers|reply|replies|response|responses
        cut_me_off|cut_him_off|cut_her_off|interrupt*|talked_over|talking_over|talks_over
        wouldn't|won't|refus* ..1 listen|let_me_finish|hear
    again:
        explain*|tell|told|telling|repeat|repeats|repeating|repeated|say|saying|start|starting|started|
            describe|describing|go|begin|retell|recount ..5 all_over|over_again|from_scratch|
            from_the_beginning|from_the_start|from_the_top|all_again|anew|once_more|from_zero|afresh|
            from_beginning|from_start
        explain*|tell|telling|repeat|repeats|repeating|say|retell|re_explain ..5 every_time|each_time|
            to_everyone|to_each|to_every|every_agent|each_agent|every_rep|each_rep|new_agent|new_person|
            somebody_new|someone_new|different_person|everyone_again|each_one|every_one|another_agent|
            next_one|whole_story|same_story|same_thing|story
        repeat* ..2 myself|himself|herself|ourselves|themselves|oneself|everything|story
        every|each|new|next agent|rep|person|one|dept|department|operator|time|representative|employee|
            colleague ..4 asks|ask|asked|asking|makes|make|wants|tells|starts|says ..4 same|again|anew|
            everything|all|beginning|story|scratch|different|something_else|else|new
        same|again question|questions|story|resets|reset|steps ..3 again|every|each|over|to
        makes|make|made me|him|her|us ..2 same|repeat|again
    passed:
        pass*|sent|send|sends|transfer|transferred|transferring|push*|bounc*|shov*|shunt*|hand*|throw*|thrown|
            toss*|kicked|kick|move*|refer*|redirect*|ping*|shuffl*|shift*|forward*|batted|sending|directed|
            tossed ..4 from ..3 to|another|post
        pass*|sent|send|sends|transfer|transferred|transferring|push*|bounc*|shov*|shunt*|hand*|throw*|toss*|
            kicked|redirect*|shuffl*|moved|referred|ping ..4 between|around|round|back_and_forth|everywhere|
            in_circles|endlessly
        pass*|sent|transferred|transfer|redirected|bounced ..3 @three|<n3> ..1 times|departments|depts|people|
            agents|reps
        pillar_to_post|ping_pong|pingpong|runaround|run_around|wild_goose|in_circles|merry_go_round|
            dept_to_dept|department_to_department|one_to_another|one_to_the_next|hot_potato|giving_the_run
        each|every|one|everyone|everybody dept|department|one|agent|person ..3 send*|sent|refer*|pass*|point*|
            blames|blame ..6 other|another|next|else
        fobbed_off|fob|fobbing|brushed_off|palmed_off|given_the_run
        nobody|no_one ..3 take|takes|taking|took responsib*|ownership
    exceptions:
        - i|we|@customer ..1 @not ..2 understand|understood|hear|read|care
        - cannot|can't|couldn't|could_not hear
        - read your|ur|the|manual|terms
        - passed ..2 colleague|test|check|credit|away|on_thanks|on_his|on_her
        - forward* ..2 email|mail|call ..2 from
        - transfer* ..3 number|contract|ownership|line|account|money|data|files ..3 from
        - mov* ..3 from ..3 to
        - sent ..1 from ..1 my|your|our|app|phone
        - automatic|standard reply ..2 set|on|off|enabled
"""
