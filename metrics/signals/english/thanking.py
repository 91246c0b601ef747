"""The English rules for thanks. Notation: metrics/signals/notation.py."""

THANKS = """
    thanks:
        thanks|thank|thanx|thx|thnx|tnx|ty|tysm|tks|thankyou|thankful|thanked|thanking|thanks_a_lot|
            cheers_for|ta
        grateful|gratitude|appreciate|appreciates|appreciated|appreciation|appreciative|obliged|kudos|
            indebted|bless_you|god_bless
        bravo to|for|team|guys|lads|everyone|all|@staff
        respect $
        respect to|for ..3 @staff|team|guys
        well_done|good_job|great_job|nice_job|good_work|great_work|nice_work|keep_it_up|hats_off|chapeau|
            made_my_day|saved_my_day|saved_the_day|thumbs_up|top_marks|full_marks|
            10_out_of_10|
            five_stars|5_stars|keep_up
        praise|praised|praises|praising|compliment|complimented|compliments|commend|commended|complimentary
        🙏|❤|💐|🌹|😍|🥰|💖|💯|🌟|👏|🤗|😘
    praises:
        great|excellent|wonderful|amazing|fantastic|awesome|brilliant|superb|outstanding|best|perfect|
            lovely|
            terrific|impeccable|exemplary|marvellous|fabulous|top|first_class|exceptional|nice|quick|fast|
            super|stellar|splendid|good|polite|friendly|professional|courteous|efficient|kind ..1 @praised
        @praised ..3 great|excellent|wonderful|amazing|fantastic|awesome|brilliant|superb|outstanding|
            perfect|
            lovely|terrific|impeccable|exemplary|marvellous|fabulous|first_class|exceptional|flawless|
            top_notch|spot_on|second_to_none
        @staff ..3 was|is|were|are|has_been|been|so|very|really|extremely ..2 @kind|nice|great|quick|fast|
            good
        very|so|really|extremely|incredibly|most|super @kind|nice ..2 @staff|lady|and|about|to_me|with_me|
            man|
            voice
        @kind|nice|patient|friendly ..1 agent|agents|lady|rep|technician|tech|engineer|guy|man|gentleman|
            woman|staff|operator|courier|team|advisor|person|girl|driver|colleague
        love|loved|loving ..1 your|you|the|this|ur ..1 service|support|team|app|agent|company|guys|
            technician
        happy|pleased|impressed|delighted|glad|satisfied|thrilled with ..2 service|support|help|agent|
            technician|you|speed|how|way
        impressed|delighted|thrilled|couldn't_be_happier|couldn't_ask|above_and_beyond|went_out_of|
            extra_mile|
            lifesaver|life_saver|pleasure|a_joy
        you|u guys|folks|all|people ..1 great|rock|best|awesome|amazing|brilliant
        you|u rock
        we|you were|are great|wonderful|amazing|fantastic|excellent|brilliant|the_best|stars|lovely|awesome
        solved|fixed|sorted|answered|helped ..4 patiently|kindly|quickly|perfectly|professionally|
            in_minutes|
            in_five_minutes|with_a_smile
        explained ..3 patiently|clearly|well|kindly|calmly|perfectly
        treat* ..2 so|very|really ..1 well|kindly|nicely
        recommend ..3 you|everyone|friends|anyone|to
        never had ..2 better
        right ..1 first_time
        friendly|polite|helpful|kind|professional|fast|quick|efficient|courteous|patient and|but friendly|
            polite|helpful|kind|professional|fast|quick|efficient|courteous|patient|competent
        ^ perfect|excellent|brilliant|great|superb|wonderful|amazing|fantastic|awesome|outstanding|
            flawless $
        10/10|5/5|5_out_of_5|10_of_10
        exactly|right on_time|at_the_time|when_you_said|as_promised
        cheers $
        spasibo|toda|merci|danke|gracias|shukran
        you're|ur|you_are|he_is|she_is|he's|she's|they_are ..1 a|an|the|my ..2 star|stars|legend|gem|angel|
            lifesaver|hero|treasure|best|pro
        help|helps|helped ..3 very|so|really|a ..1 much|lot|well|quickly
        deserve* ..3 bonus|raise|medal|promotion|praise|award
        give ..1 him|her|them ..2 bonus|raise|medal
        so|very|most|extremely|really|super helpful|polite|courteous|kind|friendly $
        couldn't_have|could_not_have|can't_have ..1 been ..1 more|nicer|kinder|better
        best @praised|customer_care ..3 ever|had|i've|seen
        glad|happy|proud|pleased to be ..2 customer
        lovely|nice|pleasant|great chat|talk|conversation|call|experience
        + can't|cannot|couldn't|can_not fault
        lovely|great|nice|good|wonderful|fantastic|brilliant|amazing people|crew|folks|bunch|lads|team|staff
        happy|pleased|impressed|delighted|glad|satisfied|thrilled with ..2 @praised|@staff|handled|
            resolution
        friendly|polite|helpful|kind|professional|fast|quick|efficient|courteous|patient|nice|clear|
            easy and|but|n friendly|polite|helpful|kind|professional|fast|quick|efficient|courteous|patient|
            competent|easy|simple|clear
        spotless|sterling|stellar|super|cracking|grand|ace job|work|service
        happy|pleased|delighted|satisfied w ..2 @praised|@staff|help|support
    also:
        listened|understood|cared ..2 to|me|us|about ..6 and|patiently|helped|carefully
        nothing|no_one|nobody ..1 was|is|seems ..1 too|any ..1 much|trouble|better
        can't|cannot|couldn't praise|thank|recommend ..4 enough|highly
        what ..1 a ..1 pleasure|gem|star|legend|gentleman|lovely|relief|great|fantastic|nice|brilliant
        so|really|very pleased|happy|impressed|grateful
        put ..2 my_mind|mind ..1 at ..1 ease|rest
        went ..2 above|extra|out_of
        more|most than happy|helpful|satisfied
        faultless|second_to_none|top_drawer|world_class|a_credit_to|credit_to_your|shout_out|big_up|
            props_to|hat_tip|bless|faith_restored
        service ..1 with ..1 smile
        did|does|done|made ..1 a|an|such|some ..2 great|good|clean|neat|thorough|fine|perfect|excellent|
            lovely|tidy|amazing|super|wonderful|fantastic job|work
        never|not ..1 once ..1 regretted
        never regretted
        worth ..1 every ..1 penny|cent|shekel
        keep up the
        so|very|really|extremely quick|fast|smooth|easy|simple|convenient|clear|painless $
        best|nicest|kindest|friendliest|quickest ..2 @staff|@praised|call|experience|conversation
        good|great|nice|excellent|lovely|amazing people|support|guys|folks|experience
        with ..1 a ..1 smile
        handled|treated|dealt|solved|sorted|done|resolved|explained ..2 nicely|well|beautifully|perfectly|
            brilliantly|politely|professionally|kindly
        crazy|insanely|super|amazingly good|fast|quick|great|helpful
    exceptions:
        - thanks|thank|thx ?you|so|a ..2 for nothing|wasting|ruining|ignoring|not|the_headache|leaving|
            making_me
        - no thanks|thank|thx
        - thanks but no
        - thanks|thank but
        -- great|good|excellent|brilliant|wonderful|fantastic|amazing|lovely|nice|superb|thanks|
            helpful ..3 not $
        - thanks|thank to your|you|ur incompeten*|mistake|error|delay|fault|system
        - thanked|thank|thanks|thx|thnx|thanking cust|customer|cst|caller|client|him|her|them|mr|mrs|ms|
            the_customer
        - apologis*|apologiz*|apol|apols|sorry|apology ..3 thanked|thanks|thank
        - thanked|thank|thanks ..3 for|4 his|her|their|your patience|understanding|time|waiting|holding|
            loyalty|call|calling|cooperation|being_patient
        - as_always|as_usual
        - superb|great|excellent|nice|wonderful|fantastic|best|good|quick ..2 as_always|as_usual|not|until|
            but
        - nice|good|great|quick|fast|best app|price|offer|deal|try
        - best|kind regards|wishes
        - appreciate if|it_if
        - would|i'd|we'd|will ..3 appreciate*|grateful
        - grateful|appreciated if|for_your_reply|for_a_reply
        - thanks|thank ?you in_advance|for_your_reply|for_a_quick
        - customer|cust service number|dept|department|line
        - good|great|quick|nice work|job if|or
        - fast|quick|top internet|fibre|speed|service_tier
        - as_always|as_usual ..1 👏
        -- please|pls|kindly|could ..15 thanks|thank_you|thx $
        - how|what|which ..3 good|best|fast|quick|quickly
        - with|in respect
        - was|is|were never|not|hardly ..2 @kind|nice
        -- wow|yeah_right|slow_clap
        - thanks|thank|thx|thanx|thnx|tnx|ty ..3 nothing
        -- useless|lying|bastards|idiots|thieves|liars|clowns|pathetic|disgrace*
        - thanks|thank to you|your|u|ur ..6 lost|lose|missed|waste*|had_to|without|no
        - used_to_be|used_to
        -- ^ great|perfect|brilliant|excellent|wonderful|fantastic|lovely|nice|super another|again|
            yet_another|just_what
        - kind|warm|best of
        - thank god|goodness|heavens|lord
        -- ^ great|perfect|brilliant|excellent|wonderful|fantastic|lovely|nice|super|thanks now|and_now|
            so_now
        - offer*|price ..3 good|great|nice|perfect
        -- ^ great|perfect|brilliant|wonderful|fantastic|excellent i'm|i_am|so|we're ..4 again|still|waiting
        - tks|tnx|ty|thanks|thx ..2 for ur|your patience|waiting|understanding|time
        - would|i'd ..1 be thankful|grateful
        - agent!: ^ thanks|thank|thx|tnx|ty|thanx ..1 to|for|2|4|colleague|team|bo|all
        - agent!: ^ many|big|special|my thanks|thank|thx|tnx|ty|thanx
        - agent!: thanks|thank|thx|tnx ?to bo|back_office|colleague|colleagues|l_2|tier|noc
        - agent!: i|we|adv|agent|rep ..1 thanked|thank|appreciate
        -- customer: oh|wow|yeah|ah|well great|wonderful|lovely|fantastic|brilliant|thanks|nice|
            super ..9 another|again|still|no|not|waiting|down|dead|outage|broken
        -- thanks|thank ..2 to ..2 you|your|u ..4 i|we|my ..1 missed|lost|spent|had|can't|couldn't|
            am_without
        - so|really|very pleased|happy|impressed|grateful if|when|to|at_first|until|not
        - would|will|d|i'd|i'll be ..2 happy|pleased|grateful|glad
        - not|isn't|n't|never|hardly|wasn't ..2 pleased|happy|impressed|helpful|friendly|professional
        -- most|more|least than happy to
        - no|not|any ..2 @praised|@kind ..1 at_all|whatsoever
        -- thank|thanks ..3 for ..3 absolutely_nothing|sod_all|bugger_all|zero|wasted|wasting|lies|lying
        - kind|nice|good|great enough
        - be|being so_kind|kind_enough
        -- customer: great|brilliant|wonderful|fantastic|lovely|perfect|nice|super ..9 down|dead|broken|
            no_internet|no_signal|cancelled|late|crashed|nothing_works
        - so|very|really|extremely quick|fast|smooth|easy|simple|convenient ..1 to ..1 cancel|take|charge|
            sell
        - not|isn't|wasn't|never ..3 good|great|nice|quick|fast|smooth|easy
        - good|great|nice support|experience ..1 would|needed|required
        - agent!: happy|pleased|satisfied|content w|with ..2 solution|outcome|result|answer|explanation|
            resolution|offer|price|credit|refund
        - ^ thank|thanks you|u ..1 for ..1 contacting|calling|choosing|your|writing ..9 says|said|mail|
            message|recording|wrote
        - asked|wants|asks|told ..2 us|me ..1 to thank
        - handled|treated|dealt|solved|sorted|done ..1 not|badly|less
        - if|when|could|would|should|better ..3 handled|treated|done ..2 nicely|well|perfectly
"""
