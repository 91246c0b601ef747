"""The English rules for leaving us, and other providers. Notation: metrics/signals/notation.py."""

CANCEL = """
    asks:
        @want ..4 @end
        goes|going|go to another|other|different place|company|provider
        @want ..3 @close ..3 @service
        how|where|can ?do|can|to i|we ..1 @end|end|close
        how|where ?do|can|to i|we ..1 leave you|u|ur|this|your
        ^ cancel|close|terminate|end|disconnect|stop|discontinue ..2 @service
        cancel|disconnect|terminate everything|all|me|us|it
        @end|closure|disc|closing ..2 request|req|requested|rqst|form|order|wanted|demanded|asap|immediately|
            today
        request|req|notice|letter ..2 of|for|to ..2 @end|close|end|closure
        disc|disconnection|cancellation|termination|closure due|reason|because|bc|date
        giv* ..2 notice ..3 @end|contract|service
        i|we am|are|i'm|we're ..2 cancelling|canceling|terminating|leaving|disconnecting|quitting|closing
        i'm|im|we're|he's|she's ..1 cancelling|canceling|terminating|disconnecting|quitting
        i|we ?will|shall|would cancel|terminate ..3 @service
        @close|@end|cancelled my|our|the|this|his|her ..2 @service ..3 immediately|effective|asap|today|from|
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
        + don't|doesn't|do_not|does_not|no_longer ..1 want|need|wants|needs ..2 @service ..2 any_more|anymore|
            any_longer|at_all
        need|needs|want|wants ..3 @service ..1 closed|cancelled|cxld|ended|terminated|disconnected|off|gone|
            shut
        last|final straw
        + not|don't|won't|never ..2 renew|renewing|renewal|extending|prolong|prolonging
        @want|seriously|really|now considering|thinking|contemplating ..1 leaving|switching|quitting|going
        considering|contemplating ..1 leaving|switching
    exceptions:
        - @end|cancelled|close|end|stop ..5 @part
        - @part ..2 @end|cancelled|ended
        - @end|contract|early terms|fee|fees|policy|conditions|notice|period|procedure|costs|charges|penalty|
            clause|confirmation
        - explain*|expl|expld|question|question* ..3 @end|close|leave|leaving
        - want|asked|asks|ask|wants|like|enq|enquired|inq|question|questions ..1 about|abt|what|whether|if|
            when|which|re|know ..5 @end|close|end|leave
        - how @end works|work
        - what ..4 @end|leave|leaving
        - mistake ..3 disconnect*|cancel*
        - @want ..4 @end ..2 call|conversation
        - disconnect* ?the|my|this|his|her call|router|cable|modem|device|power|box|plug|from
        - ago|once i|we|he|she|cust ..1 wanted|thought|considered
        - by mistake
        - @want ..2 @end|cancel ..3 @part
        - you|company|we|agent cancelled|canceled|cancels
        -- glad|happy|good ..3 didn't|stayed|did_not|remained
        -- stays|staying|decided_to_stay|will_stay|remains|to_stay|agreed_to_stay|chose_to_stay|stayed
        -- changed ..1 mind
        -- withdr*|revok*|retract* ..4 @end|notice
        -- no_longer|longer ..2 @want ..2 @end|leave
        -- don't|doesn't|not ..1 want|wants|wish|wishes|intend|planning|going ..2 @end|leave|close|switch
"""

COMPETITOR = """
    named:
        <rival>
    generic:
        competition|competitor|competitors|competing
        another|other|different|rival|cheaper|better|alternative|next @provider
        new|any @provider ..3 offer*|cheaper|better|price|deal
        change|changing|switch|switching|swap @provider|providers|suppliers
        offer|offers|deal|price|quote|cheaper|better|less ..4 elsewhere|somewhere_else
        elsewhere ..3 offer|offers|deal|price|quote|cheaper|better|less
        rivals|your_rival
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
"""
