"""The English rules for the third time, and not being heard. Notation: metrics/signals/notation.py."""

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

UNHEARD = """
    listens:
        "+ @nobody|you|they|agent|agents|rep|reps|people|ur|who|staff ..2 @not ..2 listen|listens|listening|
            listened|understand|understands|understood|care|cares|read|reads|hear|hears|pay_attention
        "+ @nobody ..2 listen|listens|listening|listened|understand|understands|understood|cares|care|reads|
            read|looked|looks|hears|believes|believe|takes_me_seriously|took_me_seriously|takes_him|
            interested
        + @not ..2 listening|listened|being_heard|feel_heard|taken_seriously|heard_out|been_heard
        + @nobody ..2 wants|want|wanted|willing|bothers|bothered|tries ..2 hear|listen|understand|read|know
        + bot|chatbot|robot|assistant|machine|system ..2 @not ..2 understand|understands|get|recognise|
            listen
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
        interrupt*|talked_over|talking_over|talks_over
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
        pass*|sent|send|sends|transfer|transferred|transferring|push*|bounc*|shov*|shunt*|hand*|throw*|
            thrown|
            toss*|kicked|kick|move*|refer*|redirect*|ping*|shuffl*|shift*|forward*|batted|sending|directed|
            tossed ..4 from ..3 to|another|post
        pass*|sent|send|sends|transfer|transferred|transferring|push*|bounc*|shov*|shunt*|hand*|throw*|
            toss*|
            kicked|redirect*|shuffl*|moved|referred|ping ..4 between|around|round|back_and_forth|everywhere|
            in_circles|endlessly
        pass*|sent|transferred|transfer|redirected|bounced ..3 @three|<n3> ..1 times|departments|depts|
            people|
            agents|reps
        pillar_to_post|ping_pong|pingpong|runaround|run_around|wild_goose|in_circles|merry_go_round|
            dept_to_dept|department_to_department|one_to_another|one_to_the_next|hot_potato|giving_the_run
        each|every|one|everyone|everybody dept|department|one|agent|person ..3 send*|sent|refer*|pass*|
            point*|
            blames|blame ..6 other|another|next|else
        fobbed_off|fob|fobbing|brushed_off|palmed_off|given_the_run
        nobody|no_one ..3 take|takes|taking|took responsib*|ownership
        send*|refer*|point*|direct*|tells ..1 me|us|him|her|cust|you ..2 to ..9 send*|refer*|point*|direct*|
            back_to
        @dept ..1 says|say|sends|blames|tells|refers|claims|points ..6 @dept ..4 says|say|sends|blames|
            tells|refers|claims|points
        round|around|go|going|goes|sent|wonderful|vicious|endless|running in|circle|loop ..1 circles|circle|
            loop|loops
        wonderful|vicious|endless|perfect|nice circle|loop
        i_got|got|get|getting|keep|sent|sending|send ..3 same|standard|canned|generic|template ..1 text|
            answer|reply|response|mail|paragraph
        already told|said|wrote|explained|written ..2 you|u|them|this|that|it|everything
        told|wrote|explained|said ..1 you|u|them|this|it ..2 already|many|@three|a_hundred
        explain*|tell|told|repeat*|retold ..5 to <n>|@three|different ppl|people|agents|reps|advisors|advs|
            of_you|departments|depts
        retell*|retold
        + @not ..2 take|takes|taking|took|taken ..2 seriously
        answer*|repl*|response ..4 nothing_to_do|never_asked|didn't_ask|i_never|irrelevant|unrelated|
            not_what_i|not_related
        " read|reads|reading|reciting ..2 from ..2 script|screen
        "+ @not ..1 their|his|her department|dept|job|problem|responsibility
        + @not ..2 let|lets|letting ..1 me|him|her|us|anyone speak|finish|talk|explain
        sick|tired|fed ..3 retelling|repeating|explaining|telling_it
        tell|ask|make ..4 to|2 read
        each|every|next|new agent|rep|person|one|dept|department|operator|time|advisor|adv|call ..2 asks|
            ask|wants ..10 anew|whole_story|from_scratch|again|all_over
        nobody|no_one|anybody|anyone|you|u ..2 write|writes|wrote|note|notes|take|takes|put ..2 down|notes
        they|you|u|agents|ur_agents keep|keeps|kept telling|asking|saying|repeating ..3 me|us|
            restart|same
        clearly|explicitly|specifically|plainly said|told|wrote|written|asked|stated|requested
        i|we|cust wrote|said|asked|told|stated ?you|them clearly|explicitly|specifically|plainly
        cut|cuts|cutting ..1 me|him|her|us off|short ..2 mid|mid_sentence|before|while|every|whenever|
            in_the_middle|again
        kept|keeps|always|keep cutting ..1 me|him|her|us
    others:
        "+ @nobody ..5 listen|listens|understand|understands|understood|cares|care|interested|hear|hears|
            helps_me_understand
        "+ @nobody ..3 read|reads ..3 my|what|it|the|notes|this|before
        must|have_to|has_to|had_to|having_to|need_to|made_to|made|why|forced|annoyed ..4 explain*|tell*|
            give|giving|repeat*|provide|say|go|start|spell|describe ..7 again|anew|each|every|@third|over|
            afresh
        sent|send*|pass*|transfer*|refer* ..1 me|us|him|her|cust ..3 to ..9 sent|send*|pass*|transfer*|
            refer*|point*|bounc*
        i|we|cust ..1 write|ask|wrote|asked|talk|talked|mailed|complain ..2 about ..8 you|they|u|answer|
            reply ..2 reply|answer|talk|talked|replied|answered|write|wrote ..1 about
        kept|keeps|keep|just repeating|repeats|reading|saying ..3 same|script|standard|himself|herself
        do|does|did you|u|anyone|anybody|they ?people|guys ?ever|even|actually listen|read ?to my|what|
            at_all|me|the|before|anything
        whole|entire|same thing|story|saga ..3 @third|again|time
        loops|looping|loop me|us|him|her|round|around
        + @not ..3 take_in|took_in|taken_in|pay_attention|paid_attention|paying_attention|take_notice|
            took_notice|take_note|taken_note
        i|we|cust keep|keeps|kept explaining|saying|telling|asking|repeating ..12 keep|keeps|kept|still|
            but_they
        no interest ..3 in ..3 what|my|me|his|her|helping
        start*|begin*|back|from ..3 square_one|scratch|zero ..1 every|again|each|with
        every|each call|time|agent ..3 start*|begin* ..3 square_one|scratch|zero|beginning|start
        answer*|repl* ..4 template|copy_paste|script|robot|standard_text
        just|only|merely a number
        put_through|passed|transferred|connected ..2 to ..1 @three ..1 people|agents|departments|depts|reps|
            ppl
        asked|wrote ..8 about ..6 got|received|get|answer ..5 about
        explained|told|said ..3 to ..8 now ..2 to_you|you
        " read|reads ..1 out ..2 script
        one ear
        explanations|words|requests|story|concerns|wishes|questions ..2 ignored
        people|agents|reps|colleagues|someone who ask|asks|asked ..3 same
        + @nobody bothered|bothers ..1 to look|check|read|listen|understand
    also:
        hits|hit|hitting|talking|speaking ..4 wall|walls|deaf_ears|void
        in_one_ear|deaf_ears|talking_to_myself|lights_are_on|brick_wall
        football|ball|pinball ..2 between
        am_i|i'm|i_am|like a|your ..1 football|pinball|parcel|tennis_ball
        nobody|no_one|none ..4 opened|looked_at|looks_at|bothered_to_read ..4 my|the|notes|history|file|
            mail|email
        must|have_to|had_to|made_me|make_me|asked_me_to|asked|wants_me_to ..3 start|begin ..3 again|over|
            anew|scratch|beginning
        read|reading|recites ..4 script ..3 instead
        instead_of ..1 listening|reading|understanding|hearing|answering|helping
        every|each time|call ..2 someone|somebody|another|a_new|a_different|different|new ..2 else|person|
            agent|rep|story|answer|one
        + never|not|nobody|no_one ..2 asked|asks|ask|wanted|wants|let_me ..3 what|finish|explain|speak
        different|another ..1 answer|story|version|explanation|reason|excuse ..3 every|each|from|time|agent
        everyone|everybody|all ..2 says|tells|told|gives|gave ..2 something|different|another ..1 else|
            different|answer|story
        @nobody ..3 knows|knew|takes|took|wants|wanted ..3 about|responsible|responsibility|know|help
        copy_paste|copy_pasted|canned|scripted|boilerplate|automated ..2 reply|replies|answer|answers|
            response|responses|email|emails|mail
        talking|speaking|writing|talk|speak ..2 to|with ..1 a ..1 robots|robot|bot|bots|machine|machines|
            parrot|script|wall
        talking|speaking|talk|speak|chatting to|with robots|robot|bots|machines|parrots
        rather|sooner|prefer|easier ..4 talk|speak|talking ..3 than ..4 bot|bots|robot|you|agents
    exceptions:
        - i|we|@customer ..1 @not ..2 understand|understood|hear|read|care
        - cannot|can't|couldn't|could_not hear
        - read your|ur|manual|terms|the_manual|the_terms|the_instructions|the_faq|the_contract|
            the_small_print
        - passed ..2 colleague|test|check|credit|away|on_thanks|on_his|on_her
        - forward* ..2 email|mail|call ..2 from
        - transfer* ..3 number|contract|ownership|line|account|money|data|files ..3 from
        - mov* ..3 from ..3 to
        - sent ..1 from ..1 my|your|our|app|phone
        - automatic|standard reply ..2 set|on|off|enabled
        - parcel|item|order|box|goods ..1 sent ..1 from
        - no need|needs ..6 again
        - you clearly|explicitly said ..2 thank*
        - do|did you read|listen ..2 meter|news|radio|music
        - nobody|no_one ..5 hear|hears me ..2 phone|line|calling
        - would|can|could|may ..2 explain ..4 again
        - told|asked|adv ..1 cust|customer|client ..4 again
        - go|start ..4 over ..2 week|month|year
        - just a number ..1 plan|porting
        - nobody|no_one understands|understand ..2 tariffs|plans|terms|bill|bills|prices|menu|settings|
            conditions
"""
