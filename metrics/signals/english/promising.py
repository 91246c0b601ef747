"""The English rules for promises with a time. Notation: metrics/signals/notation.py."""

PROMISE = """
    will:
        " i'd|i_would|i'll|we'll|will|shall|gonna|going_to|i'm_going_to|i_will|we_will|
            ll ..2 @serve ..8 <when>
        " to ?be @serve|sent|called|contacted|done|refunded|credited|delivered|fixed|issued|emailed|
            corrected|
            installed|processed|dispatched|shipped|updated|rung|repaired|posted|replaced|restored|returned|
            visited|resolved|reactivated|reversed ..6 <when>
        " will|shall ..1 be|get @serve|sent|called|contacted|done|refunded|credited|delivered|fixed|back|
            there|issued|here|in|ready|completed|reversed|restored|active|with ..6 <when>
        " <when> ..4 i'll|we'll|will|shall ..2 @serve
        " <when> ..1 i'll|we'll|someone_will|agent_will|tech_will|technician_will
        " are|is|am|i'm|we're|you're ..1 calling|ringing|phoning|sending|delivering|coming|emailing|
            shipping ..6 <when>
        " <when> ..3 you|u|they|we are|is|will ..1 sending|calling|delivering|coming|shipping
        calling|ringing|phoning|emailing|sending|following_up|getting_back|call_back|cb|callback|f_u|
            follow_up|ring|call ..1 cust|customer|her|him|client|back|again|them|mrs|mr|ms ..5 <when>
        will ..3 know ..3 <when>
    fixed:
        " @event ..5 @fixed ..5 <when>
        " @fixed ..5 @event ..5 <when>
        " promised|prmsd|promise|promises|prom|undertook|undertake|undertaken|committed|commit|guaranteed|
            guarantee|pledged|agreed|agrd|assured|vowed|swore ..9 <when>
        " @event|told|tells ..3 within|due|eta|rings|calls|comes|arrives|goes_out|ships|will ..3 <when>
        " cb|callback|call_back|tech|technician|engineer|visit|appt|appointment|eta|courier|delivery|refund|
            credit|replacement|followup|follow_up|f_u|installation|router|mgr|supervisor ..2 <when>
        " <when> ..2 cb|callback|call_back|technician|tech_visit|visit|appt|appointment|delivery|
            installation ..2 @fixed
        " booked|sched|scheduled|rescheduled|resched|rebooked|confirmed|arranged|moved|slot ..6 <when>
        " told|tld|informed|inf|infd|advised|adv|said|says|notified ..5 answer|reply|back|rings|calls|comes|
            service|refund|delivery|courier|tech|technician|call|cb|visit|credit|restored|fixed ..6 <when>
        " service|line|internet|outage|connection|signal|power|net|tv ..3 back|restored|fixed|up|repaired|
            resolved ..3 <when>
        " @event|it will|shall be on|in|at|with ..5 <when>
        " conf|confd|confirmed <when>
        " told|informed|advised|assured|promised ..3 gets|get|receives|has|will ..5 <when>
        " said|told|says|promised|assured|clerk ..4 technician|engineer|courier|tech|someone|somebody|
            colleague|box|router|parcel|refund|money|answer|it|you ..1 would|will|is|comes|arrives|gets|
            goes ..6 <when>
        " eta|deadline|sla|by_latest ..2 <when>
        " told|tld|informed|inf|advised|adv|assured|promised|adv'd ..4 he'll|she'll|they'll|you'll|it'll|
            i'll|will|shall ..2 have|get|receive|see|be|hear|show|arrive|come ..6 <when>
        " you'll|u'll|you_will|u_will|cust_will|customer_will have|get|receive|see|hear|be_contacted|
            be_called ..6 <when>
        " it'll|it_will|that_will|that'll|they'll be ..4 <when>
        " credit|refund|money|amount|parcel|order|replacement ..1 will|shall ..1 show|appear|arrive|land|be|
            reach|come ..6 <when>
        " eta ..5 <when>
        " en_route|on_the_way|on_its_way|otw ..2 <when>
        " we ..1 ship|send|deliver|come|refund|fix|dispatch|install|ring|post|call ..4 <when>
        " @customer to receive|get|have ..4 <when>
        " ^ expect ..4 @event ..6 <when>
        " can|should|may expect ..4 @event ..6 <when>
        " @staff|technician|engineer|courier is|are with|at|there|here|on_site ..4 <when>
        " told|tld|advised|advd|adv|adv'd|inf|infd|informed|assured|promised ..6 will|would|wd|wld|gonna|
            going_to ..5 <when>
        " should|must be with|there|back|here|on|delivered|fixed|live|in ..4 <when>
        " technician|tech|engineer|eng|courier|colleague|driver|installer|parcel|it ..1 brings|comes|
            arrives|calls|delivers|visits|rings|installs|attends|attending ..6 <when>
        " @event to|for|with cust|customer|client|her|him|cst ..2 <when>
        " <when> ..3 as_agreed|as_promised|as_discussed|as_arranged
        " @customer|you ?will see|sees|gets|get|receives|have|has credit|refund|money|call|answer|reply|it|
            box|email ..5 <when>
        " arrives|arriving|arrive|goes_out|going_out ..2 <when>
        " says|said|eta|expected|est|should_be ..2 up|back|restored|fixed|live|online|on <when>
    also:
        " <when> ..3 we|i ..1 undertake|commit|guarantee|promise|pledge
        " we|i undertake|commit|guarantee|pledge ..9 <when>
        " said|told|says|promised|confirms|confirmed|assured ..10 will|would|is_going_to|
            are_going_to ..9 <when>
        " will ..8 phone|call|ring|contact|text|email me|us|her|him|cust|you ..4 <when>
        " he'll|she'll|they'll|he_will|she_will|they_will see|have|get|receive|hear|be ..6 <when>
        " delivery attempt|slot|window|date ..3 <when>
        " next|new|2nd|second|another delivery|attempt|visit|appt|appointment ..2 <when>
    exceptions:
        - @customer|user|neighbour|parents|daughter ..1 will|to|can|wants_to|would|shall|is_to|said_will|
            agreed_to|prefers|promised|he'll|she'll|they'll ?then|also|probably|now|himself|herself|
            only pay|buy|try|call|ring|send|check|come|bring|
            return|walk|think|decide|let|be_home|be_at|be_away|be_in|be_out|be_back|be_there|be_available|
            get_back|get_home|get_paid|do|phone|contact|visit|collect|pick|email|confirm|settle|go|
            transfer|top|drop|have_to|have_money|have_time|speak|talk|look
        - i'll|i_will|i|we|we'll ..1 pay|buy|be_home|be_at|be_away|be_on|drop|bring|collect|pick|go|
            return|travel|wait|be_there|move|try|need|want|think|transfer|come_to|be_back|be_abroad|be_out
        - i'll|i_will|i|we|we'll ..1 be_in !touch ..9 <when>
        - i'll|i_will|shall ..1 go|complain|cancel|end|leave|sue|submit|turn ..1 you|again_myself|back_later|
            to_the|my
        - i'll|i_will|shall ..1 call|ring|write|contact ..1 again_myself|back_later|to_the|my
        - customer: i'll|i_will|shall ..2 @reach ..1 you|u
        - customer: i'll|i_will|shall ..1 give you|u
        - i'll|i_will|we'll|we_will|will|shall not|never ..9 <when>
        - customer: <when> ..1 i'll|i_will|i_shall ..2 @reach ..1 you|u
        - customer: i_am|i'm ..2 calling|ringing|phoning|emailing|call|ring|phone|write|contact ..1 you|u
        - customer!: , will|shall|we_will|we_shall|we'll ..2 @reach ..1 you|u
        - customer!: , i'll|we'll|we_will|i_will be_in_touch
        -- ^ @customer|cust i|i'll|we|we'll ..9 <when>
        - if|unless|until|when ..6 <when>
        - leave|leaving|cancel*|refused|refuses ..5 <when>
        - want|wants|wanted|asks|asked|asking|request|requests|requested|req|like|prefers|prefer|can|could|
            please|pls|would_like ..6 <when>
        - is|will it|there|someone|anyone ..2 possible
        - what|does|mean ..9 <when>
        - of|dated|since <when>
        - supposed|meant|was_due|were_due ..6 <when>
        - cancel|move|change|postpone|reschedule ..4 <when>
        - cancelled|canceled|cancels|missed ..4 <when>
        - you|they|u promised ..9 <when>
        - i|we|she|he|cust was|were|been|is ..1 promised ..9 <when>
        - each|every ..9 <when>
        - will|shall|would you|u ..6 <when>
        - will|to take|last ..3 <when>
        -- usually|normally|typically|generally|aim|aims|policy_is|our_policy|average|on_average|as_a_rule|
            standard_delivery|deliveries_take|takes_up_to|can_take
        -- never|didn't|nobody|no_one|hasn't|haven't|nothing|wasn't|missed|broken|passed|gone ..9 <when>
        -- <when> ..9 none|never|didn't|nobody|no_one|hasn't|haven't|nothing|missed|gone|but_no|passed
        -- where|why ..9 <when>
        - cx'd|cxd|cxld|canx'd|cnx'd|canx|no_longer ..4 <when>
        - notes|note|ref|entry|entries ..2 <when>
        - ^ see ..2 <when>
        - invoice|bill|payment|fee|instalment|money|it|dd ..2 due ..3 <when>
        - i'm_going_to|i_am_going_to|going_to write|complain|call|contact|report ..1 them|press|authority|
            ombudsman|regulator
        - restarted|rebooted|swapped|received|visited|was_here ..2 <when>
        - ^ is|are|does|do|did|could|would|should the|my|your|our|it|there|you|someone ..9 <when>
        - i|i'll|we|we'll ..2 send ..3 documents|docs|papers|signed|proof|photo|photos|copy|scan|receipt|
            slip ..4 <when>
        -- ^ policy|policies|rule|rules|sla ..12 <when>
        -- promised|promise|swore|said|told|assured|agreed|would ..9 <when> // ..5 nobody|no_one|none|
            nothing|silence|still|counting|that_was|was_that|gone|passed|never|didn't|hasn't
        -- promised|promise|swore|said|told|assured|agreed|would ..9 <when> // ..1 it's|its|it_is|today|
            now ..1 now|already|@weekday
        - told ..1 us|agent|adv ..9 <when>
        - bill|invoice ..2 will|would ..4 <when>
        - @customer|cust said|says ..9 <when>
        -- ^ when|where will|does|can|is|do|are
        - customer!: i'll|i_will|i_shall|i'm|i_am ..9 <when>
        - customer!: <when> ..3 i'll|i_will|i_shall
        - <when> or_else|or_i'm|or_i'll|or_we'll|at_the_latest_or
        - en_route|on_the_way|otw ..1 cancel*|close|end|disconnect
        - hope|hopefully|hoping|wish ..6 <when>
        - @customer|cust|client ..1 asks|asked|wants|prefers|prefer|requests ..6 <when>
        - do_not|don't ..3 <when>
        - i'd|i_would|we'd|we_would be|like|love|appreciate|prefer|need ..7 <when>
        - you|u|they need|needs|have|has|must|should|better|ought ..1 to ..7 <when>
        - asked|told|advised ..1 cust|customer|client|him|her to ..7 <when>
        - restart|reboot|unplug|test ..3 will check ..2 <when>
        -- ^ will|shall|is|are|can|does it|this|that|they|there|he|she|someone|anyone|the|my
"""
