"""The English rules for not being heard. Notation: metrics/signals/notation.py."""

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
