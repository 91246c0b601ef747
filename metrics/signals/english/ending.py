"""The English rules for matters solved, and thanks. Notation: metrics/signals/notation.py."""

RESOLVED = """
    solved:
        @problem ..5 @solved
        ^ resolved|solved|fixed|sorted|settled|rectified|all_good|all_done|restored|closed
        resolved|solved|fixed|sorted|rectified|restored|settled ..1 now|today|remotely|thank*|by|via|at_last|
            finally|on|after|with|w|immediately|quickly|fast|in|within|itself|fast|same|while|over|🙏
        now|finally|already|has_been|have_been|been|is|was|got|are|all|successfully|promptly resolved|solved|
            sorted|rectified|restored|settled|fixed|cleared|corrected|repaired|done
        helped ..3 resolve|solve|fix|sort
        solved|fixed|resolved|sorted|repaired|restored|corrected|rectified|cleared it|my|the|this|everything|
            issue|problem|fault|service|line|all|connection|our|cust|his|her
    works:
        works|working|work|worked ..2 now|again|fine|perfectly|ok|okay|well|great|properly|like|as_it_should|
            since|after|normally|correctly|smoothly|flawlessly|once_more|👍
        now|finally|again|all|everything|confirms|confirmed|confirm|says|everything's|it|it's ..2 works|
            working|operational|functioning|stable|up_and_running|functional
        back online|up|on_line|to_normal|in_service|working|on|on_air|again
        up_and_running|good_to_go|good_as_new|as_good_as_new|all_good|all_ok|all_sorted|all_fine|all_well|
            all_set|all_clear|all_settled|problem_gone|issue_gone
        service|line|internet|sync|tv|tone|signal|wifi|wi_fi|connection|net|picture|sound|channels|speed|
            email|phone|fibre ..2 back|restored|online|is_back|stable|ok|fine|reconnected
        confirm*|verified|tested|test|cfm|conf|confd ..6 ok|works|working|good|fine|stable|receipt|received|
            resolved|fixed|solved|sorted|back|normal|restored|good_now|passed|clear
        picture|pictures|sound|signal|speed ..1 ok|good|fine|back|clear|perfect
        prints|rings|connects|loads|opens|plays|syncs|logs_in|logged_in|dials|charges|turns_on|boots|
            records again|now|ok|fine
        no_longer|no_more|stopped drop*|disconnect*|freez*|problem|problems|issue|issues|buzz*|fault
        gone ..1 now|since
    closed:
        matter|case|ticket|tkt|issue|complaint|fault|incident|job|query|wo closed|settled|done|completed|
            resolved
        closed ..1 ticket|case|tkt|fault|incident|matter
        nothing_more|nothing_else|no_further ..1 needed|required|help|to_do|assistance|issue|issues|problems|
            questions_all_good
        needs|need nothing more|else|further
        cust|customer|caller|cst|client|he|she ..2 satisfied|happy|pleased|content|delighted|glad|ok_now|
            fine_now
        satisfied|pleased|happy with ..3 solution|outcome|resolution|result|answer
        found|located|arrived|received ..6 confirm*|closed|happy|thank*|safe|today|working
        refund|credit|money|parcel|replacement|package|box|router|sim ..4 received|arrived|rec'd|recd|
            came_through|credited|delivered|landed|got_here
        got|received|have|i've|recd ..3 refund|credit|money|replacement ..5 settled|thank*|all|good|fine|done|
            sorted|closed
        @paid ..2 went|gone|go thru|through|thro ?ok|fine|now|well|successfully|this_time
        can|could|able ..2 log_in|login|connect|watch|call|pay|print|access|browse ..1 again|now
        cust|customer|he|she|client|user ..1 logged_in|connected|online|back_in|in_now
        successfully @solved|activated|reset|installed|connected|configured|paid|completed
        issue|problem|fault|error|noise|error_message disappeared|gone|vanished|went_away
        sees|has|got|received ..2 refund|credit|money ..2 on|statement|account|now|today|back|already
    exceptions:
        - will|to|should|can|could|until|till|unless|if|when|once|would|hope|hoping|hopefully|needs|need|must|
            wants|want|please|pls|get|try|trying|before|be|whether|may|might|shall|i'll|we'll|promis*|
            supposed|how|expect* ..3 @solved|working|works|work|back|resolve|fix
        - was|were|been|got|been|i'm|said|told|claims|claim|says|say|wrote ..4 @solved|it_was_fixed ..6 but|
            not|isn't|still|again|broke|each|and_each
        - told|says|said|claim* ..3 @solved
        - fixed price|line|term|ip|fee|rate|cost|charge|address|phone|date|tariff|contract|landline
        - back|up|restored|fixed|working|online ..2 by|within|in|before ..2 <n>|an|tomorrow|tmrw|monday|
            tuesday|wednesday|thursday|friday|sunday
        - back|up|restored|fixed|working|online ..1 within|tomorrow|tmrw|by|soon|shortly
        - my payment went
        - happy|glad|pleased to
        - so_far ..2 all_good|fine
        - that's|it's|that it|i'm|we're ..2 done
        - will|to|not|be|so_far ..3 delivered|received|arrive*|all_good
        - delivered|received ..1 by|on|tomorrow|within|tmrw|next
        - working day|days|hours|on|with|as|from|hour|order|week
        - stop|stops|stopped|quit|quits|cease|ceases|not|never|isn't|doesn't|nothing|hardly|barely|only|
            sometimes|partly|half|partially ..2 work*|@solved
        - closed|close|close* account|acct|early|door|shop|office|store|on|at|by_itself|branch
        - shop|store|office|branch|account|acct|line|all ..2 closed|done
        - works|work|working but|only|sometimes|except|intermittent*|until|till
        - worked ..1 for
        - not|isn't|wasn't|aren't|hasn't|haven't|never|yet ..4 @solved|satisfied|happy|pleased|working|works|
            back|ok|closed
        - @solved not|yet
        - how|when|why ..5 @solved|working|work
        - line|phone|fault fixed|up up|again_and_again|to
        - dissatisfied|unsatisfied
        - back again with
        - gone ..1 again
        -- still ..3 no|not|without|broken|down|dead|doesn't|isn't|slow|drops|same
        -- @solved ..6 but|yet ..4 still|not|again|isn't|no
        -- isn't|think|pretend ..4 @solved
        -- re_opened|reopened|reopen
        -- every time ..4 fix*|repair*
"""

THANKS = """
    thanks:
        thanks|thank|thanx|thx|thnx|tnx|ty|tysm|tks|thankyou|thankful|thanked|thanking|thanks_a_lot|
            cheers_for|ta
        grateful|gratitude|appreciate|appreciates|appreciated|appreciation|appreciative|obliged|kudos|
            indebted|bless_you|god_bless
        well_done|good_job|great_job|nice_job|good_work|great_work|nice_work|keep_it_up|hats_off|chapeau|
            bravo|respect|made_my_day|saved_my_day|saved_the_day|thumbs_up|top_marks|full_marks|10_out_of_10|
            five_stars|5_stars|keep_up
        praise|praised|praises|praising|compliment|complimented|compliments|commend|commended|complimentary
        🙏|❤|💐|🌹|😍|🥰|💖|💯|🌟|👏|🤗|😘
    praises:
        great|excellent|wonderful|amazing|fantastic|awesome|brilliant|superb|outstanding|best|perfect|lovely|
            terrific|impeccable|exemplary|marvellous|fabulous|top|first_class|exceptional|nice|quick|fast|
            super|stellar|splendid|good|polite|friendly|professional|courteous|efficient|kind ..1 @praised
        @praised ..3 great|excellent|wonderful|amazing|fantastic|awesome|brilliant|superb|outstanding|perfect|
            lovely|terrific|impeccable|exemplary|marvellous|fabulous|first_class|exceptional|flawless|
            top_notch|spot_on|second_to_none
        @staff ..3 was|is|were|are|has_been|been|so|very|really|extremely ..2 @kind|nice|great|quick|fast|good
        very|so|really|extremely|incredibly|most|super @kind|nice ..2 @staff|lady|and|about|to_me|with_me|man|
            voice
        @kind|nice|patient|friendly ..1 agent|agents|lady|rep|technician|tech|engineer|guy|man|gentleman|
            woman|staff|operator|courier|team|advisor|person|girl|driver|colleague
        love|loved|loving ..1 your|you|the|this|ur ..1 service|support|team|app|agent|company|guys|technician
        happy|pleased|impressed|delighted|glad|satisfied|thrilled with ..2 service|support|help|agent|
            technician|you|speed|how|way
        impressed|delighted|thrilled|couldn't_be_happier|couldn't_ask|above_and_beyond|went_out_of|extra_mile|
            lifesaver|life_saver|pleasure|a_joy
        you|u guys|folks|all|people ..1 great|rock|best|awesome|amazing|brilliant
        you|u rock
        we|you were|are great|wonderful|amazing|fantastic|excellent|brilliant|the_best|stars|lovely|awesome
        solved|fixed|sorted|answered|helped ..4 patiently|kindly|quickly|perfectly|professionally|in_minutes|
            in_five_minutes|with_a_smile
        explained ..3 patiently|clearly|well|kindly|calmly|perfectly
        treat* ..2 so|very|really ..1 well|kindly|nicely
        recommend ..3 you|everyone|friends|anyone|to
        never had ..2 better
        right ..1 first_time
        friendly|polite|helpful|kind|professional|fast|quick|efficient|courteous|patient and|but friendly|
            polite|helpful|kind|professional|fast|quick|efficient|courteous|patient|competent
        ^ perfect|excellent|brilliant|great|superb|wonderful|amazing|fantastic|awesome|outstanding|flawless $
        10/10|5/5|5_out_of_5|10_of_10
        exactly|right on_time|at_the_time|when_you_said|as_promised
    exceptions:
        - thanks|thank|thx ?you|so|a ..2 for nothing|wasting|ruining|ignoring|not|the_headache|leaving|
            making_me
        - no thanks|thank|thx
        - thanks but no
        - thanks|thank but
        - thanks|thank to your|you|ur incompeten*|mistake|error|delay|fault|system
        - thanked|thank|thanks|thx|thnx|thanking cust|customer|cst|caller|client|him|her|them|mr|mrs|ms|
            the_customer
        - apologis*|apologiz*|apol|apols|sorry|apology ..3 thanked|thanks|thank
        - thanked|thank|thanks ..3 for|4 his|her|their|your patience|understanding|time|waiting|holding|
            loyalty|call|calling|cooperation|being_patient
        - as_always|as_usual
        - superb|great|excellent|nice|wonderful|fantastic|best|good|quick ..2 as_always|as_usual|not|until|but
        - nice|good|great|quick|fast|best app|price|offer|deal|try
        - best|kind regards|wishes
        - appreciate if|it_if
        - would|i'd|we'd|much ..2 appreciate*|grateful
        - grateful|appreciated if|for_your_reply|for_a_reply
        - thanks|thank ?you in_advance|for_your_reply|for_a_quick
        - customer|cust service number|dept|department|line
        - good|great|quick|nice work|job if|or
        - fast|quick|top internet|fibre|speed|service_tier
        - as_always|as_usual ..1 👏
        -- please|pls|kindly|could ..15 thanks|thank|thx
        - how|what|which ..3 good|best|fast|quick|quickly
        - with|in respect
        - was|is|were never|not|hardly ..2 @kind|nice
        -- wow|yeah_right|slow_clap
"""
