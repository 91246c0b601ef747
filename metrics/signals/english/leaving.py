"""The English rules for leaving us, and other providers. Notation: metrics/signals/notation.py."""

CANCEL = """
    asks:
        @want ..4 @end
        goes|going|go to another|other|different place|company|provider
        @want ..3 @close ..3 @service
        how|where|can ?do|can|to i|we ..1 @end|end|close|get_rid_of|get_out_of|quit
        how|where ?do|can|to i|we ..1 leave you|u|ur|this|your
        ^ cancel|close|terminate|end|disconnect|stop|discontinue ..2 @service
        cancel|disconnect|terminate everything|all|me|us|it
        @end|closure|disc|closing ..2 request|req|requested|rqst|form|order|wanted|demanded|asap|
            immediately|
            today
        request|req|notice|letter ..2 of|for|to ..2 @end|close|end|closure
        disc|disconnection|cancellation|termination|closure due|reason|because|bc|date
        giv* ..2 notice ..3 @end|contract|service
        i|we am|are|i'm|we're ..2 cancelling|canceling|terminating|leaving|disconnecting|quitting|closing
        i'm|im|we're|he's|she's ..1 cancelling|canceling|terminating|disconnecting|quitting
        i|we ?will|shall|would cancel|terminate ..3 @service
        @close|@end|cancelled my|our|the|this|his|her ..2 @service ..3 immediately|effective|asap|today|
            from|
            as_of
        release me|us|him|her from ..2 contract
        out of ..1 contract
    leaves:
        @want|may|might|could|could_as_well|time_to|i'd|i ..4 leave|leaving you|u|ur|us|norcom|company|
            provider|completely
        leaving|leave you|us|u $
        leaving|leave w_o|without penalty|fee|fine
        leaving ..1 for <rival>|@provider|competitor|competition|another
        i'm|im|i_am|we're|we_are|she_is|he_is|she's|he's|they_are|am|is ..1 off|gone|leaving|out $
        i'm|i_am|we_are|she_is|he_is|she's|he's gone|leaving|out_of_here
        so|then i'm|i_am|we're|we_are ..1 off|gone|out
        to|and end|close|terminate ..2 contract|account|acct|subscription|service|services
        i'll|i_will|we'll|we_will|we|i ..1 be gone|off|leaving|out
        might_as_well|rather|threat*|decided_to|going_to|ready_to leave|go|quit|walk|walk_away|switch
        threat* ..3 leave|leaving|go|quit|walk|switch|churn
        take|taking|took ..2 business|custom|money ..1 elsewhere|somewhere
        go|going|look|looking|move|moving|went|shop|shopping ..1 elsewhere
        @want|i'll|will|i'm|am|to|shall ..3 switch|switching|move|moving|change|changing|transfer|
            port ..2 to ..1 <rival>|another|competition|competitor|competitors
        switch|switching|change|changing|moving|move ..2 provider|providers|operator|supplier|suppliers|
            company|carrier
        moving|switching|going|moved|signing|signed|sign ..3 to|with|up|over ..2 <rival>|competition|
            competitor
        port|porting|ported ..3 out|away
        pac code
        lose|losing|lost ..2 me|us|customer|customers|client|family
        done|finished|through with you|this_company|ur|your|them
        had|have enough ..3 leaving|cancel*|bye|goodbye
        goodbye|good_bye|farewell|adieu $
        not|don't|won't ..2 renew|renewing|extend ..3 contract|subscription|@service
        no_longer ..2 want|need|wish|interested ..3 @service
        last ..2 month|bill|invoice ..2 with you
        want|wants|wanted|asked|asking|ask ..1 out
        switch|take|sign|cut|get me|us|him|her ..1 off|out
        + don't|not|doesn't|cannot|won't|no_longer|never ..3 continue|carry_on|go_on|proceed|remain|
            stay ..2 with|you|@service|customer|here
        + don't|not|doesn't|no_longer|stop|stopping|cease|quit ..3 be|being|remain|stay ..1 your|a|ur|
            customer|client
        + don't|doesn't|do_not|does_not|no_longer ..1 want|need|wants|needs ..2 @service ..2 any_more|
            anymore|
            any_longer|at_all
        need|needs|want|wants ..3 @service ..1 closed|cancelled|cxld|ended|terminated|disconnected|off|gone|
            shut
        last|final straw
        + not|don't|won't|never ..2 renew|renewing|renewal|extending|prolong|prolonging
        @want|seriously|really|now considering|thinking|contemplating ..1 leaving|switching|quitting|going
        considering|contemplating ..1 leaving|switching
        consider|treat|take|regard this|that ..1 as|to_be|my|our ..1 my|our|notice|cancellation ..1 notice|
            cancellation
        consider|treat|take|regard this|that ..2 notice|cancellation $
        cust|customer|i|we|i'm|want|wants|he|she ..1 giv*|gave|serv*|hand* ..4 notice $
        adamant|insistent|keen|set|determined|dead_set|hell_bent|firm ..1 on|about|to ..1 @end|leaving|
            leave|closing
        called|rang|phoned|here|came|wrote|emailed|calling to|2 disc|disco|cancel|canx|cnx|close|terminate|
            end|disconnect|leave ..2 @service|all|company
        get_rid_of|get_out_of|rid_of|break|exit ..1 this|the|my|our|his|her contract|subscription|service|
            account
        contract|subscription is over|finished|history
        delete|remove|strike|take me|us|him|her ..2 as|from ..3 customer|customers|books|client|clients
        delete ..1 my|our|his|her account|acct
        close|cancel|end|stop|terminate|disconnect|cut everything|it_all|the_lot|all_lines|both_lines|
            all_services
        one|a ..1 customer less|fewer|gone
        no customer by|any_more|anymore|from
        asks|asked|asking|requested|requests|requesting|demands|demanded|insists|have|
            get ..3 @service ..2 closed|cancelled|cxld|ended|terminated|disconnected
        + not|won't|isn't|aren't|never ..1 staying|stay|remaining ..1 with|here|customer
        go|going|switch|switching|move|moving|leave|leaving ..2 with|to|for somebody|someone|somewhere else
        consider|count me|us ..1 gone|out|cancelled|lost|finished
        i'm|we're|we_are|i_am|am|are|now ending|stopping|finishing|terminating|quitting ..3 @service
        no_point|no_reason|no_sense ..2 staying|stay|remaining|continuing
        or|either|then|otherwise ..1 i|we|i'll|we'll ..1 walk|leave|quit|cancel|switch|terminate|disconnect
        or|either|then|otherwise i'm|we're|i_am|we_are ..1 off|out|gone|leaving
        @want ..3 be disconnected|released|cancelled|freed|removed|terminated|let_go ?from|by|as|of $
        @want ..3 be disconnected|released|freed|removed|let_go from|of|for|out
        where|how|which|address|form|letter ..6 cancellation|termination letter|form|notice|address
        unsubscribe|disconnect|release|remove|cut|free me|us|him|her ..1 from|off
        already|just|have signed|joined|switched|moved ..2 with|to|up ..2 someone|somebody|another|<rival>|
            company|competitor
        stop|close|cancel|end|terminate|shut|kill|cut the|my|our|this|his|her ..1 @service $
        stop|close|cancel|end|terminate|shut|kill the|my|our|this|his|her ..1 @service on|from|by|as|at|
            asap|immediately|effective|today|please|pls|now|for
        shut|close|switch ..1 down|off my|our|the ..3 service|line|account|contract|subscription
        look|looking|search|searching|hunting|shopping ..2 for|around ..1 another|other|new|different|
            alternative provider|providers|isp|company|operator|supplier
        rather ..6 elsewhere|with_another|somewhere_else
        @service ..1 to|should|must|shall ..1 be|not ..1 terminated|cancelled|ended|closed|disconnected|
            discontinued|renewed|extended
        contract|subscription|agreement ..1 should|must|shall ..1 end|finish|stop|terminate
        withdraw|withdrawing ..2 from ..2 agreement|contract|service
        i|we quit $
        and|then|or i|we|i'm|we're leave|quit|go|leaving $
        part ways|company_with_you
        closing|cancelling|canceling|terminating|ending|dropping|ditching my|our|the|this|your account|
            contract|subscription|service|line|internet|tv|fibre|broadband
        @want|threat* ..2 take|move|transfer|port|switch ..6 <rival>|competitor|competition
        ^ terminate|disconnect|cancel $
        thinking|considering|tempted ..1 of|about ..1 switching|leaving|moving_on|changing_provider|
            changing_company
        go|goes|going|switch|move|moving ..1 to <rival>
        term|termination of ..1 @service
    also:
        @want to leave|quit $
        agent: trf|transferred|xfer|xfrd|fwd|forwarded|passed|referred ..2 retention|retentions|winback
        agent: retention|save ..1 offer|attempt|offers ..2 declined|refused|rejected|failed|made|
            unsuccessful
        + no_longer ..2 your|a ..1 customer|subscriber
        jump ship
        pull|pulling the plug on
        cut|cutting the cord
        port|porting|move|moving|take|taking ..1 my|our|his|her|their|the ..1 number|numbers ..3 to|
            elsewhere|away|out
        want|wants|asks|asked ..2 final bill|invoice
        early|contract termination ..3 requested|wanted|demanded
        end|ending|ends|terminate|terminating|cancel|cancelling my|our|his|her|their ..2 relationship|
            dealings|business ..2 with
        had|have ..1 enough ..1 of ..1 you|u|this_company
        vote|voting|voted with ..1 feet
        fed_up|enough ..8 leaving|leave|switching|cancelling
        i|we|just want|wants|wanted ..1 out
        find|look_for|go_to|switch_to somebody|someone|anyone|another ..1 who|that|company ..2 can|does|
            will|knows
        cancel|terminate|end|close|disconnect ..1 per|as_of|as_from|eff|effective|w_e_f|wef|from|eom|by <n>
        moving|moved|moves|emigrating|relocating ..1 abroad|out|overseas ..4 cancel|terminate|end|close|
            disconnect
        cancel|terminate|close|disconnect ..3 returns|returning|return|will_return ..2 box|modem|router|
            equipment
        @close|stop|cancel ..1 the|my|our|his|her ..1 @service ..1 and ..2 charges|billing|payments
        disconnect|release|remove|free me|us|him|her $
        gives|give|gave|giving|served|serve ..1 notice|notice_to_leave $
        moving|moved|moves on ..4 shut|close|cancel|end|off|stop
        want|wants|asks|asked|have ..1 it|them|everything|all ..1 shut_down|switched_off|closed|cancelled|
            ended|terminated|disconnected
        done|finished|through ..1 with ..1 us|you ..4 cancel|close|end|terminate|leave|leaving
        insist|insists|insisting on ..2 disconnecting|disconnection|leaving|cancelling|closing|termination
    exceptions:
        - @end|cancelled|close|end|stop ..5!@contract @part
        - @end|cancelled|close|end|stop ..2 contract|account|acct|acc|subscription|membership|agreement @part
        - @end|cancelled|close|end|stop ..5!@service call|calls|callback|callbacks|cb !@whom
        - @end|cancelled|close|end|stop ..2 service|svc call|calls !@whom|back|asap|now|please|pls
        - @part ..2 @end|cancelled|ended
        - call|calls|callback|cb cancelled|ended
        - @end|contract|early terms|fee|fees|policy|conditions|notice|period|procedure|costs|charges|
            penalty|
            clause|confirmation
        - explain*|expl|expld|question|question* ..3 @end|close|leave|leaving
        - want|asked|asks|ask|wants|like|enq|enquired|inq|question|questions ..1 about|abt|what|whether|if|
            when|which|re|know ..5 @end|close|end|leave
        - how @end works|work
        - what ..4 @end|leave|leaving
        - mistake ..3 disconnect*|cancel*
        - @want ..4 @end ..2!@service call|conversation !@whom
        - disconnect* ?the|my|this|his|her call|router|cable|modem|device|power|box|plug|from
        - ago|once i|we|he|she|cust ..1 wanted|thought|considered
        - by mistake
        - @want ..2 @end|cancel ..3!@contract @part
        - you|company|we|agent cancelled|canceled|cancels
        -- glad|happy|good ..3 didn't|stayed|did_not|remained
        -- stays|staying|decided_to_stay|will_stay|remains|to_stay|agreed_to_stay|chose_to_stay|stayed
        -- changed ..1 mind
        -- withdr*|revok*|retract* ..4 @end|notice
        -- no_longer|longer ..2 @want ..2 @end|leave
        -- don't|doesn't|not ..1 want|wants|wish|wishes|intend|planning|going ..2 @end|leave|close|switch
        - you|they|he|she|agent|line|call|rep|just|then cut ..2 off
        - leaving|leave ?the home|house|work|office|for_work|abroad|country|feedback|message|a_message|
            on_holiday|town|parcel|box|note
        - notice ..2 of|about ..2 price|outage|maintenance|visit
        - where|how ..5 cancellation ..2 charge|fee
        - stop|cut ..3 internet|service|line again|every|each
        - it|that|this|modem|router|box stop|stops|ends
        - quit app|game|program|menu
        - mistake|error|by_mistake ..4 closing|ending
        - leave|leaving ?it|you|us ..1 review|rating|feedback|at|alone|there|with|in|on|a
        - @want to leave ..2 early|review|the_house|work
        - retention ..2 period|policy|data
        - how_much|what ..7 @end|end|close|leave|leaving
        - almost|nearly ..1 cancelled|left|cancelling
        - not|don't|never ..1 cancel
        - will|would|is|are my|the|his|her ..2 be disconnected|cancelled
        - @end|close|end|stop ..2 sports|movies|kids|premium|voicemail
        - take|taking|move|moving|port ..3 number|numbers ..3 to ..2 new|address|flat|house|home|mobile|sim
        - cancel ..2 per|from|by <n> ..3 appointment|visit|order
        - find ..2 someone ..2 who ..2 can ..2 help|explain|come
        - not|n't|never ..1 leaving|quitting|cancelling
        - not|don't|never|no|doesn't|didn't|haven't|hasn't|isn't|wasn't|without ..2 plan|plans|planned|
            planning|
            thought|thoughts|think|thinking|intend|intention|intending|dream|dreamt|considered|considering|
            idea|wish ?on|of|about|to leave|leaving you|us|u|ur !until|till|before|but
        - i'm|we're|i_am|we_are not leaving
"""

COMPETITOR = """
    named:
        + <rival>
    generic:
        competition|competitor|competitors|competing
        another|other|different|rival|cheaper|better|alternative|next @provider
        new|any @provider ..3 offer*|cheaper|better|price|deal
        change|changing|switch|switching|swap @provider|providers|suppliers
        offer|offers|deal|price|quote|cheaper|better|less ..4 elsewhere|somewhere_else
        elsewhere ..3 offer|offers|deal|price|quote|cheaper|better|less
        rivals|your_rival
        comp|competitor|rival offer|price|deal|quote|quotes
        go|going|switch|switching|move|moving|leave|leaving ..2 with|to|for somebody|someone|somewhere else
        rival
        cheaper|better companies|providers|offers|deals|isps
    exceptions:
        - came|come|coming|comes|joined|moved|switched|ported|transferred|migrated|arrived|
            over ..2 from ..1 <rival>|another|other|competitor
        - ex|former|formerly|old|previous|previously|used_to_be|was ..2 <rival>
        - left <rival>
        - <rival> ..1 customer ..2 until|years|before
        - before ..3 <rival>
        - prize|photo|win|won|enter|entered|quiz|sports|football|school competition
        - competition ..2 prize|winner|entry|law|terms
        - courier|delivery|energy|electricity|gas|insurance|moving|cleaning|security|parent @provider
        - another|other|different|next network ..1 name|cable|socket|port|adapter|card|password
        - works|work|working ..1 for|at ..1 competitor|rival|another
        - another|other company laid|built|installed|owns|dug|delivers
        - @provider ..1 of electricity|gas|energy|water|insurance
        - your|worthy competitor ..1 for
        - competition is|are ..2 good|healthy
"""
