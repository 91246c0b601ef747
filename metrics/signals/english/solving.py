"""The English rules for matters solved. Notation: metrics/signals/notation.py."""

RESOLVED = """
    solved:
        issue|issues|problem|problems|prob|fault|matter|everything|error|complaint|situation|bug|outage|
            dispute ..5 resolved|solved|fixed|sorted|rectified|repaired|corrected|restored|rslvd|put_right
        @problem ..2 @solved
        ^ resolved|solved|fixed|sorted|settled|rectified|all_good|all_done|restored|closed
        resolved|solved|fixed|sorted|rectified|restored|settled ..1 now|today|remotely|thank*|by|via|
            at_last|
            finally|on|after|with|w|immediately|quickly|fast|in|within|itself|fast|same|while|over|🙏
        now|finally|already|has_been|have_been|been|is|was|got|are|all|successfully|promptly resolved|
            solved|
            sorted|rectified|restored|settled|fixed|cleared|corrected|repaired|done
        helped ..3 resolve|solve|fix|sort
        solved|fixed|resolved|sorted|repaired|restored|corrected|rectified|cleared it|my|the|this|
            everything|
            issue|problem|fault|service|line|all|connection|our|cust|his|her
    works:
        works|working|work|worked ..2 now|again|fine|perfectly|ok|okay|well|great|properly|like|
            as_it_should|
            since|after|normally|correctly|smoothly|flawlessly|once_more|👍
        now|finally|again|all|everything|confirms|confirmed|confirm|says|everything's|it|it's ..2 works|
            working|operational|functioning|stable|up_and_running|functional
        back online|up|on_line|to_normal|in_service|working|on|on_air|again
        up_and_running|good_to_go|good_as_new|as_good_as_new|all_good|all_ok|all_sorted|all_fine|all_well|
            all_set|all_clear|all_settled|problem_gone|issue_gone
        service|line|internet|sync|tv|tone|signal|wifi|wi_fi|connection|net|picture|sound|channels|speed|
            email|phone|fibre ..2 back|restored|online|is_back|stable_now|reconnected
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
        nothing_more|nothing_else|no_further ..1 needed|required|help|to_do|assistance|issue|issues|
            problems|
            questions_all_good
        needs|need nothing more|else|further
        cust|customer|caller|cst|client|he|she ..2 satisfied|happy|pleased|content|delighted|glad|ok_now|
            fine_now
        satisfied|pleased|happy with ..3 solution|outcome|resolution|result|answer
        found|located|arrived|received ..6 confirm*|closed|happy|thank*|safe|today|working
        refund|credit|money|replacement ..4 received|arrived|rec'd|recd|
            came_through|credited|delivered|landed|got_here
        got|received|have|i've|recd ..3 refund|credit|money|replacement ..5 settled|thank*|all|good|fine|
            done|
            sorted|closed
        @paid ..2 went|gone|go thru|through|thro ?ok|fine|now|well|successfully|this_time
        can|could|able ..2 log_in|login|connect|watch|call|pay|print|access|browse ..1 again|now
        cust|customer|he|she|client|user ..1 logged_in|connected|online|back_in|in_now
        successfully @solved|activated|reset|installed|connected|configured|paid|completed
        issue|problem|fault|error|noise|error_message disappeared|gone|vanished|went_away
        sees|has|got|received ..2 refund|credit|money ..2 on|statement|account|now|today|back|already
        everything|all|it|service|line|internet|tv|picture ..2 ok|okay|good|fine|perfect|alright ..1 now|
            again|since
        now ..2 is ..1 good|ok|okay|fine|perfect|alright
        svc|svcs|bb|conn|service|internet|line|tv|wifi|phone ..1 restored|up_again|up_now|back_up|
            reconnected
        runs|running|run perfectly|smoothly|fine|great|normally|like_new
        query|question|enquiry|inquiry answered $
        nothing further $
        able to log_in|login|connect|browse|watch|pay|print|call $
        no_longer ..2 issue|issues|problem|problems|fault
        it|sim|box|router|modem|tv|remote|internet|line|phone|everything|all|app works $
    others:
        service|line|internet|sync|tv|signal|wifi|connection|net|picture|sound|phone|fibre|svc ..2 came|
            come|is|are|alive|went alive|good|back|live|online|green
        cust|customer|caller|cst|client|cus ok|okay|fine $
        cust|customer|caller|cst|client|cus ..1 ok|okay|agrees|accepts|accepted|agreed|happy with it|that|
            credit|solution|correction|outcome|result|this|new_amount
        @problem ..2 gone|went|disappeared away|now|completely
        @problem gone|vanished $
        did the trick|job
        pwd|password|pw|pin reset done|ok|successful|successfully
        works|working ..1 on both|all|every
        everything works|working|functioning|functions
        light|lights|led|sync ..1 green|ok|good|solid
        done_and_dusted|problem_solved|no_more_issues|as_it_should_be|back_to_normal
        outage|fault|problem|issue|disturbance over|ended|finished|cleared
        have|got|has ..2 internet|tv|service|signal|connection|line|sound|phone ..1 again|back
        data|wifi|vpn|email|mail|link|apn|net works $
        plays|play|loads|opens ..1 normally|fine|well|ok|smoothly
        ok|okay|good|fine now $
        can|able ..2 watch|see|use|browse|call|surf|connect ..3 again
        noise|crackling|hum|error|fault|problem|interference ..4 is|are|has gone|disappeared|vanished
    also:
        agent: went thru|through|thro $
        agent: unbarred|unblocked|reinstated|reactivated|reconnected|unlocked and|now|ok
        agent: unbarred|unblocked|reinstated|reconnected $
        agent: bar|barring|block|suspension|restriction|hold ..4 lifted|removed|released
        agent: bill|invoice|bal|balance|amount|name|address|spelling ..1 now|is ..1 correct|right|ok|0|zero|
            settled|corrected
        agent: credited|refunded|adjusted|corrected|waived ..6 ok|accepts|accepted|satisfied|closed|agreed|
            happy|pleased
        error|errors|alarm|lag|buffering|pixelation|dropouts|crackle|echo|static|<n>|pop_up gone|cleared|
            stopped ?now $
        ^ works|working|sorted|fixed|resolved|solved ?now|fine|again|ok $
        and|all|it's|is|everything's working|running|sorted|fixed|solved ?now|again|fine|ok $
        works|work|runs|going like|as ?a charm|dream|treat|magic|clockwork|new|should
        + not|hasn't|haven't|never|didn't ..2 happened|recurred|reoccurred|reappeared|dropped|frozen|failed|
            a_single ..4 since|any_more|anymore|afterwards
        + no|zero|without|not_one|not_a_single ..1 drop|drops|dropout|dropouts|outage|outages|issue|issues|
            problem|problems|error|errors|fault|faults|freeze|freezing|interruption|interruptions|
            disconnects|glitch|glitches ..3 since|any_more|anymore|now|so_far|after
        reboot|restart|reset|replacement|swap|update|restarting|rebooting|resetting|new_cable|new_router|
            reinstall|factory_reset ..1 helped|worked|fixed|solved|did_it|sorted|cured
        that did|has_done|fixed|sorted|solved|cured ?the it|trick
        it's|its|is|are|all|everything back $
        back to normal|normality|full_speed|working|life
        problem|issue|fault|matter|trouble is|are ..1 history|over|behind
        fixed|resolved|solved|sorted|repaired|restored first|quickly|swiftly|straight|right|immediately|
            instantly|at|under|during
        resolved|solved|fixed|sorted|repaired ..1 it|the|my|this|everything ..6 in|within|under ..1 <n>|
            five|ten|two|three|minutes|minute|no_time|one|an|a|few
        restored|fixed|repaired|reconnected $
        i|he|she|they|we|tech|technician|engineer|agent|you ?has|have|had|finally|then|just|did sorted|
            fixed|solved|repaired|resolved|rectified
        helped ..2 get|getting ..6 back|working|online|again
        false alarm
        can|could|able finally watch|see|call|use|work|connect|browse|log_in|log|stream|read|print
        tone|sound|picture|signal|connection|speed|sync|line ok|fine|good|back ..2 cust|customer|client|he|
            she ..2 tested|tests|confirmed|confirms|verified|checked|made|happy|agrees
        cust|customer|client|he|she ..1 tested|tests|verified|checked|confirmed|confirms ..4 ok|works|fine|
            working|good|back
        i|we|cust|he|she|they|she's|he's|now have|has|have_got|got ..1 internet|tv|service|signal|
            connection|line|sound|phone|picture|dial_tone|hot_water ..1 now|back|again
        now|today|finally ..3 arrived|delivered ..2 thank*|all_good|complete|intact
        parcel|package|box|router|sim|order|modem|remote ..4 received|arrived|rec'd|recd|delivered|landed|
            got_here ..3 thank*|all|works|working|confirm*|happy|closed|good|fine
        agent: , works|worked|working|fixed|sorted|resolved|solved|online|functioning|ok_now|
            works_again ?now|again|fine|ok|well|perfectly $
        agent: , speed|picture|sound|signal|service|line|device ..2 as_ordered|normal|up|active|online|back|
            restored
        agent: payment|pmt|charge|dd|transaction|order ?now|finally passed|cleared|successful|completed|
            accepted|ok
        agent: taken_care_of|dealt_with|done_as_asked|done_as_requested|handled|sorted_out
        agent: refund|credit|correction|exchange|change|transfer|activation|replacement ?has_been|is|was|
            fully done|completed|carried_out|applied_and_accepted
        everything|all ..1 is|are ..1 in_order|in_place|as_it_should|settled|sorted
        found ..2 the|my ..2 way|answer|solution ..3 thank*|now|works
        got|have|received ..1 what|all|everything ..1 he|she|i|we|they ..1 needed|wanted|asked
    exceptions:
        - call|ring|phone ?him|her|them|me|us|cust|customer back
        - will|to|should|can|could|until|till|unless|if|when|once|would|hope|hoping|hopefully|needs|need|
            must|
            wants|want|please|pls|get|try|trying|before|be|whether|may|might|shall|i'll|we'll|promis*|
            supposed|how|expect* ..3 @solved|working|works|work|back|resolve|fix
        - was|were|been|got|been|i'm|said|told|claims|claim|says|say|wrote ..4 @solved|it_was_fixed ..6 but|
            not|isn't|still|again|broke|each|and_each
        - told|says|said|claim* ..3 @solved
        - fixed price|line|term|ip|fee|rate|cost|charge|address|phone|date|tariff|contract|landline
        - back|up|working|online ..2 within|in|before ..2 <n>
        - restored|fixed within|tomorrow|by|soon|shortly <n>|an|the|tomorrow|monday|noon|tonight
        - restored|fixed tomorrow|tmrw|soon|shortly
        - back|up|working|online ..2 by|within|in|before <n>|an|tomorrow|tmrw|monday|
            tuesday|wednesday|thursday|friday|sunday
        - back|up|working|online ..1 within|tomorrow|tmrw|by|soon|shortly
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
        - not|isn't|wasn't|aren't|hasn't|haven't|never|yet ..4 @solved|satisfied|happy|pleased|working|
            works|
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
        - be|being|not|isn't able
        - closed ..3 without|w_o|although|but|with_no|per|as_no|unresolved|no_response|no_answer|no_contact
        -- unable|couldn't|cannot|can't|not_able ..2 reach ..12 closed
        -- closed ..8 nothing_was|nothing_done|nothing_happened|nothing_changed|nobody|not_resolved|
            not_solved|not_fixed|without
        - @paid ..2 not|didn't|doesn't|never|hasn't|won't|can't|couldn't|if|will|does|did
        - normally|usually|typically|generally|always|often ..2 @solved
        - ^ is|was|has|have|are the|it|this|my|our|that ..5 @solved|working|works|back
        - when|how|if|whether|only|think|thought|sure ..3 works
        - is|if|whether|hope|should|until|when ..2 everything works|working
        - everything ..1 working except|but
        - back|came|come|problem|issue|fault|it ..2 back|returned again
        - hung|hang|hangs|tied up
        - problem|issue|fault ..1 came|is|comes back
        - signal|line|internet ..2 is ..1 good ..2 but|yet|only
        - light|lights|led ..2 should|not|never
        - closed ?the chat|window|app|door|call
        - phone|line|it ..2 works ..2 but
        - never|not|don't|doesn't|when|if ..3 again|back
        - can't|cannot|not|never ..6 again
        - not|isn't|hope|hopefully ok|okay|good|fine now
        - but ?the|my|it|at ..2 works|working $
        - works|working ..1 hard|hours|overtime|shift|remotely|nights|late|together|there
        - i|he|she|they|we|tech|technician|engineer|agent|you ?has|have|had|finally|then|just|did sorted|
            fixed|solved|repaired|resolved ..2 nothing|appointment|price|date|meeting
        -- agent: tech|technician|visit|engineer ..3 booked|scheduled|sched|req'd|needed|required
        -- wrongly|falsely|incorrectly|supposedly|allegedly ..3 @solved
        -- marked|closed|logged|set|tagged|listed|shown ..3 as ..1 @solved ..8 but|although|though|still|
            not|even
        -- nothing ..3 @solved|works|working
        - each|every|always|usually ..6 @solved|works|working
        - if|once|when|as_soon_as|until|after|till|before ..5 restored|fixed|sorted|resolved|solved|
            repaired|back|credited
        - told|tells|say|says|said|claim* ..5 @solved|works|working|back
        - for|until|till|lasted ..1 <n>|an|one|two|a|few|couple ..1 hour|hours|minute|minutes|day|
            days ..3 then|and|but|again
        -- @solved|works|working|back ..6 then|and_then|and|for ..4 died|dead|again|gone|dropped|crashed|
            broke|went_off
        - not|isn't|n't|never|without ..4 restored|reconnected|unbarred|lifted
        - will|to|please|pls|can|could|should|want|wants|wanted|asks|asked|need|needs ..4 restored|
            reconnected|unbarred|unblocked|lifted|reinstated|reactivated|removed
        - at|to|from|for|after|in|of|planned|road|maintenance|street|building|repair|construction|my|his|
            her work|works
        - work|works ..1 planned|scheduled|in_your_area|street
        - calmed|calm ..3 ok|okay
        - when|before|because|as|after ..2 i|he|she|cust|customer ..1 have|has
        - can|could|able finally ..3 not
        - to ..1 be @solved|credited|delivered|received|restored|completed
        - first|second|other|one|left|right ..1 remote|box|phone|line|tv|socket works
        - works ..6 doesn't|isn't|not|don't|dead
        - delivered|arrived|received ..6 but|damaged|broken|wrong|empty|not|faulty|missing
        -- auto|automatically|auto_closed|autoclosed ..2 closed|resolved|solved
        - @solved ..1 auto|automatically
        -- closed ..8 no|without ..2 reply|response|answer|confirmation|contact
        - , works|worked ..2 for|at|in|as|from|nights
        - payment|pmt|charge|dd|transaction ..3 not|never|failed|declined
"""
