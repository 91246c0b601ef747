"""The English rules for calls and answers that never came. Notation: metrics/signals/notation.py."""

NO_CALL_BACK = """
    nobody:
        "+ @nobody ..4 @called|calling|looked_into|reacted|showed
        + @not ..1 a_single|any|one|anyone|anybody ..3 @called|@answer
    never:
        + never|not|didn't|hasn't|haven't|did_not|has_not|have_not|don't|doesn't|do_not|does_not|hadn't|
            weren't|wasn't ..2 called_back|call_back|rang_back|ring_back|phoned_back|phone_back|heard_back|
            hear_back|got_back|get_back|gotten_back|returned|return|come_back_to|came_back_to|followed_up|
            follow_up|call_me|call_him|call_her|ring_me|contact_me|contacted_me|contacted_him|contacted_her|
            contact_her|contact_him|reply|replied|replies|respond|responded|answered|answer_my|answer_me|
            got_in_touch|be_in_touch|been_in_touch|been_called|been_contacted|write_back|wrote_back|
            call_us_back
        + you|they|she|he|manager|mgr|supervisor|technician|tech|someone|agent|rep|dept|department|team|
            office|company|tl|ur ..1 never|didn't|hasn't|haven't|did_not|has_not|have_not|don't|
            do_not ..2 called|call|rang|ring|phoned|phone|contacted|contact|answer|answered|call_back|write|
            wrote
        + never|not|didn't|hasn't|haven't|did_not|has_not|have_not|wasn't ..2 got|get|received|receive|had|
            have|rec'd|recd|gotten|given|heard|hear|seen|see|made ..5 @answer|anything|from_you|from_anyone|
            back|nothing
        + @call|callback|callbacks|reply|answer|response|one ..4 never|not|didn't|hasn't|hadn't|
            haven't ..1 came|come|happened|happen|arrived|arrive|made|received|rec'd|materialised|
            take_place|
            place|done|materialise|materialize|materialized|occurred|occur|been|honoured|honored|kept
        + heard|hearing|got|received|had|hear ..1 nothing ..3 back|since|from|so_far|yet|until|for|ever
        + haven't|hasn't|have_not|not|never ..1 heard|hear ..2 a_word|anything|from_you|from_anyone|back|
            from_anybody|from_them|from_us
        + not a word|peep|sound ..3 since|from
        + never ..1 returned|answered|replied
    no:
        + no|zero|without ?any reply|response|callback|cb|callbacks|return_call|follow_up|feedback|
            call_back|
            update|updates|one_called|word ..1 yet|received|rec'd|recd|since|so_far|from|to|for|until|again|
            ever|whatsoever|despite|after|and|either|at_all
        + still ..2 no|nothing|not ..2 @answer|reply|heard|called
        + no|without answer|answers|call|calls ..1 yet|since|to|from_you|until|so_far|back|received|for|
            ever|
            from|came
        + still nothing
        + no|without callback|cb|call|reply|answer|response ..1 as ..1 agreed|promised|arranged|scheduled|
            expected
        + any ..1 answer|reply|response ..3 never|not|yet
        unanswered|no_call_no_show|radio_silence|silence|ghosted
        ignor* ..2 calls|emails|mails|messages|requests|letters|email|mail|message|letter|request|requests
        calls|emails|mails|messages|requests|letters|email|mail|message|letter ..3 ignored|unanswered
    waiting:
        still|been|keep|am|i'm|already|has_been|have_been|kept ..2 wait|waiting|awaiting|waits|
            waited ..2 for|
            4|on|to ..5 @answer|someone|somebody|call|hear|anyone|you_to|from_you
        still|been|already|have_been|has_been|days|weeks ..2 awaiting ..3 @answer
        wait*|waiting ..5 days|weeks|hours|week|month|months|since|yesterday|monday|tuesday|wednesday|
            thursday|friday|ages ..5 @answer|someone|somebody
        wait*|waiting ..4 @answer ..5 days|weeks|hours|since|week|month|ages|yesterday|long|last
        waited ..4 home|all|whole|by_the_phone ..4 @call|phone
        chasing|chase|chased|chases|chaser ..4 @answer|mail|callback
        where is ..2 @call|callback|answer|reply
        when|will|is someone|anyone|anybody ..2 going_to|will|finally ..1 call|ring|answer|reply
        is anyone|anybody|someone ever|finally|going_to ..3 call|ring|answer|reply
        call*|written|emailed|wrote|messaged ..5 no_reply|no_response|no_answer|nothing_back
    promised:
        someone|somebody|you|they|manager|technician|supervisor|agent|rep ..2 was|were ..2 to|supposed|
            meant|
            going ..2 ring|call|phone|contact|get_back|reply|answer|be_in_touch
        supposed|meant|expected ..2 call|ring|get|receive|be_called|contact|hear|phone ..4 yesterday|back|
            last|ago|earlier|days|monday|tuesday|wednesday|thursday|friday|sunday|morning|but
        was|were|been|is|had|got ..1 promised|assured|told|guaranteed|offered ..4 @call|ring|return_call|
            contacted|called ..6 yesterday|last|ago|but|never|days|nothing|since|earlier|not|still|no|by|
            within|didn't|nobody
        promised|promise|promises|said|told|agreed ..6 @call|ring|phone|answer|reply|response|call_me|
            contact ..7 never|nothing|nobody|no_one|didn't|hasn't|not|none|no|still|yesterday|ago|last_week|
            days_ago|weeks_ago|passed|gone
        promised|expected|agreed|scheduled|arranged ..1 @call|answer|reply|response ..4 missed|not|didn't|
            never|failed|none|overdue
        you|they|u promised to ..1 ring|call|phone|answer|reply|get_back ..3 <when>
        i|we|she|he|cust was|were|been|is ..1 promised ..4 @call|answer|reply|ring ..3 <when>
        + had|have|got|received no|zero ..1 @answer|reply|response|contact|word
        + technician|tech|engineer|courier|he|she|they|nobody|no_one never|didn't ..3 called|call|rang
        asked|requested|left|begged ..4 @call|callback|call_back|message|messages ..2 days|weeks|hours|<n>|
            two|three|four|five ..2 ago
        + @call|callbacks|calls ..8 none|nothing|never ..1 received|rec'd|recd|came|happened
        + ^ he|she|they|you|nobody|no_one|it has_not|hasn't|haven't|have_not|did_not|didn't|did|has $
        missed ..2 cb|callback|call_back by|from us|our|tl|mgr|agent
        broken|unkept|empty|another ..1 promise|promises ..4 call*|ring|callback|cb
        @call|callback|cb ..2 overdue|missed_by_us|forgotten|not_done|not_made
        forgot ..2 call|ring|phone|reply|answer|call_back
        + @nobody ..3 answering|replying|responding|telephoned|showed_up|turned_up|called|been
        + nobody|no_one|none|noone|nothing ..1 has|did|came|called|rang|bothered|does $
        + @not ..1 heard|hear ..1 from|back|anything|since
        + heard|hear|hearing|received|got nothing $
        + was|were|been|is|am not|never ..1 @rung|called_back|contacted
        + wasn't|weren't|not_been|never_been|hasn't_been|haven't_been ..1 called|rung|contacted|phoned|
            answered|called_back
        + fail*|forgot|forget|neglect* ..1 to ..1 @rung
        + days|weeks|hours|month|months|week ..2 no|without|w_o|zero ?any @hears|word
        + no record|trace|sign ..1 of ..2 @call|callback
    missed:
        where ..1 my|our|the|that ..1 @call|answer|reply|response
        should_have|should've|shld_have|ought_to_have|supposed_to_have ..1 been|had|got|called|rung|phoned|
            replied|answered|heard ..2 @rung|by|on|yesterday|back|@call
        @call|cb ..4 was|were|is|got|has_been missed|forgotten|overlooked|skipped|not_made|not_done|not_kept
        sat|sitting|stayed|waited|sit ..2 by the phone
        promised|promise|swore|said|told|assured|agreed|guaranteed|supposed ..8 @rung|@hears|
            in_touch ..8 passed|later|counting|still_waiting|still_nothing|it's_now|it_is_now
        promised|promise|swore|said|told|assured|agreed|guaranteed ..8 @rung|@hears|in_touch ..4 it's|its|
            it_is ..2 now|already|@weekday
        + show*|turn*|come|came|nobody ..4 @not ..2 call|ring|phone|rang|called|notify|inform
        i|we|cust|he|she ..2 wrote|emailed|mailed|written|messaged ..6 days|weeks|month|months|week ago
        i'm|i_am|we're|and|but|cust|am still waiting $
    broken:
        promised|promise|promises|swore|said|told|assured|agreed|guaranteed|supposed ..9 @rung|@hears|
            in_touch // ..6 nobody|no_one|none|nothing|silence|still|counting|not_one|that_was|was_that|lie|
            gone|passed|later|it's_now|is_now|never|didn't|hasn't
        promised|promise|promises|swore|said|told|assured|agreed|guaranteed|supposed ..9 @rung|@hears|
            in_touch // ..1 it's|its|it_is|today|now ..1 now|already|@weekday
        asked|requested|request|begged|ask|left ..4 @call|callback|message|answer|reply // ..6 nobody|
            no_one|none|nothing|silence|still_waiting|never|hasn't_come|that_was|it's_now|it_is|not_one
        a|someone|somebody|manager|technician|colleague will ..2 @rung // ..6 nobody|no_one|none|nothing|
            silence|counting|still|passed|later|ago|never
    others:
        + you|they|u|people|team|company|colleague|agent|rep|manager|mgr|supervisor|technician|tech|dept|
            office|department|staff ..2 never|not|didn't|hasn't|haven't|did_not|has_not|have_not|don't|
            doesn't|do_not|does_not|hadn't|weren't|wasn't|aren't|isn't ..3 @rung
        + bother* to ..1 @rung
        + remain*|went|gone|go|left ..2 without ?an|a|any @hears
        what|whatever happened|became ..1 to|of|with ..2 @hears|callback
        i'll|we'll|he'll|she'll|they'll|will|shall ..2 @rung // ..4 hours|hour|days|day|weeks|minutes|
            yesterday ago|later|yesterday
        + nil|no|zero|none|0 ..1 recvd|recv|received|rec'd|recd|contact_made|responses|replies|callbacks|
            contact_from
        promise*|promising ..2 to ..1 @rung ..3 don't|never|doesn't|didn't|haven't|nothing|nobody
        told|asked to ..1 expect|wait|await ..3 @hears|call // ..6 came_and_went|gone|passed|nobody|no_one|
            none|nothing|never|still|went
        nobody|no_one|none|noone ..3 come|came|comes|get|gets|got back
        + never ..1 rang|phoned|replied|responded|contacted|returned|answered
        email|emails|mail|mails|message|messages|letter|letters|wrote|sent|chat ..8 no|without|
            zero ..1 reaction|ack|acknowledgement|answer|reply|response
        wait*|hanging_on|hung_on|stayed ..6 for|to ..3 phone_call|call|ring|phone_me|phone_us|@hears
        not a word|peep|sound $
        gone|went|been quiet|silent|dead|dark on|since
        @call|cb ..4 overdue|o_due|late|outstanding
        asked|requested|ask|begged ..3 @call|callback|call_back ..8 nothing|nobody|no_one|none|never|not
        + neither|none ..2 answered|replied|returned|acknowledged
        @call|cb ..4 not completed|done|made|kept
    also:
        " a|someone|somebody|manager|technician|colleague|adviser|advisor|we|team will|
            shall ..3 @rung // ..6 counting
        zero|not_a_single|nil calls|call|callbacks|replies|reply|answers|responses|contact
        + told|promised|said|assured|asked|agreed|guaranteed ..10 call|callback|callbacks|reply|answer|ring|
            response // ..1 i|we|it|one|none|nothing ..1 did|didn't|haven't|hasn't|has|have|came|never ?not
        + the|that|my|this|your|promised|agreed @call|callback|reply|answer ..4 never|didn't|did_not|
            hasn't ..1 came|come|happened|happen|materialised|materialized|arrived
        days|weeks|hours|a_week|a_month later ..3 still ..2 nothing|waiting|no
        + left ..2 hanging|dangling|in_the_dark
        + @not ..1 a|one|single ..1 word|peep|call|reply|line ..2 from|since|yet|from
        customer: unanswered|unreturned
        fallen|falls|falling|fell on|into deaf|black|silence
        still|am|are|been waiting ..3 for ..4 you_to|someone_to|somebody_to|them_to|him_to|her_to ..2 @rung
        missed cb|callback|call_back ..6 apolog*|sorry|called|rang
        still no|waiting_for|not ..1 call|cb|callback|word|answer|reply|feedback ..2 from
        + said|told|promised|supposed ..4 in_touch|call|ring|hear|write|contact|respond ..5 never|didn't|
            did_not|wasn't|hasn't ..1 was|did|called|rang|came|happened|heard
        so ..1 much ..1 for ..2 @call|callback|promise|promises
        within ..1 <n> hours|hrs|days ..4 that_was|was_that ..4 ago|yesterday|weeks
    exceptions:
        - no|not|don't|doesn't|didn't|needn't|without|never|nor ..2 need|needed|ask|asked|want|wants|wish|
            necessary|required|require|have_to|request|requested ..4 call*|cb|reply|answer|@call
        - please|pls don't|not|never|do_not ..1 call|ring|phone|contact|reply|respond|answer
        - ^ don't|never call|ring|phone|contact|reply|respond|answer
        - @customer|caller|cust|i ?has|have|had|did|do|does|is|was didn't|not|never|did_not|hasn't|doesn't|
            won't|no|failed ?to|yet|even|to_yet answer*|pick*|respond*|reply|replied|call|called|call_back|
            called_back|ring|contact|
            return|returned|rang
        - i|we haven't|didn't|don't ..2 return|returned|receive|received ..3 box|modem|router|device|
            equipment|invoice|bill
        - reply|respond not
        - don't|not|never answer|call ..2 on|after|before|during|while|at|unknown
        - no|not ..1 answer|reply|response ..1 left|lm|vm|voicemail|sms|text|sent|at|will|tried|retry
        - called_back|cb no ans|answer|reply
        - tried|called|rang|calling|call|attempt* ..4 no ans|answer|reply|response
        - couldn't|unable|cannot|can't|failed reach|contact ..2 cust|customer|him|her|client
        - nobody|no_one ..2 home|at_home|answered_door|answers_the_door|door
        - not|didn't ..1 return* ..3 box|modem|router|device|equipment|handset|decoder|parcel|item
        - nothing to add
        - silence mode|phone|ringtone
        - nobody|no_one write|writes|wrote|takes ..2 down|notes
        - still ..2 answer|call ..2 cust|customer
        - i|we|cust|customer ..1 fail*|forgot|forget ..1 to ..1 @rung
        - not|never ..1 heard of
        - @call|cb ..2 missed ..1 by cust|customer|him|her
        - you|they|u|agent ..1 don't|needn't ..1 have|need ..2 @rung
        - @not ..1 able|possible ..4 @rung
        - you|they|u ..2 @not ..2 answer|respond|reply ..1 my|the question
        - you|they ..1 haven't|hasn't|not ..2 heard ..1 of
        - wait*|waiting ..2 for|on ..1 @customer|cust|customer
        - wait*|waiting ..6 to ..1 call us
        - on hold
        - wait*|waiting ..6 from ..1 courier|cust|customer
        - agent!: ^ no|n_a ans|answer|reply|response
        - agent!: no|not ans|answer|reply|response $
        - black hole|box|screen
        - no call_back|callback|cb|call ?is needed|required|necessary|requested|wanted|per|wished
        - never|not ..1 called ..2 to sell|for_sales|at_night|during
        - i|we ?have not|never|haven't ..3 time ..2 answer|reply|respond|call|write
        - i|we missed your|ur call
        - not to ..1 be ..1 called|rung|phoned|contacted
        - nobody|no_one ..1 came|come|comes $
        - got|heard|received nothing ..2 today|from_the_courier|yet_from
        - should_have ..1 been ..1 here|delivered|done|fixed
        - you|they|agent ..1 called|rang ..3 i ..1 didn't|did_not|couldn't|missed
"""
