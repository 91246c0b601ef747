"""The English rules for complaints and anger. Notation: metrics/signals/notation.py."""

COMPLAINT = """
    formal:
        formal|official|formally|officially|written|legal ..1 complaint|compl|complain|grievance|complaints|
            cmplnt
        @want|file|filed|filing|lodge|lodged|lodging|submit|submitted|make|making|made|raise|raised|
            register|
            registered|registering|open|opened|log|logged|send|sent|put_in|escalate|escalated|wrote|write|
            place|placed|launch ..3 complaint|compl|complaints|grievance|cmplnt
        complaint|compl|grievance|cmplnt ..2 registered|filed|opened|lodged|logged|raised|submitted|ref|
            reference|number|no|recorded|to|with|against|form|escalated
        complaints department|dept|team|office|procedure|manager|officer|address|form
        this|it is ..2 complaint
        consider|treat|take|regard this ..3 complaint
        @want|to|will|i'll|shall ..2 complain ..3 to|officially|formally|higher|about|against|manager|
            management
        @want ..2 complain
        complain*|complaint ..2 ministry|regulator|authority|council|ombudsman|association|board|ceo|
            head_office|management
    authority:
        ombudsman|ombudsmans|ombudswoman|regulator|regulators|watchdog|ofcom
        consumer council|association|protection|board|authority|agency|affairs|rights|organisation|
            organization|ombudsman|watchdog|office|court|forum|union|group|advocate
        ministry|ministries|minister
        trading_standards|citizens_advice|data_protection_authority|privacy_authority|privacy_regulator
        regulatory|supervisory authority|body
        communications|telecom|telecoms authority|commission|board
    lawyer:
        lawyer|lawyers|solicitor|solicitors|attorney|attorneys|atty|barrister|law_firm|legal_counsel
        sue|suing|sued|sues|lawsuit|litigation|class_action|tribunal|small_claims|legal_action|
            legal_proceedings|legal_steps|legal_letter
        take|taking|go|going|see|seeing|meet|in|to ..3 court
        court ..1 action|case|claim|proceedings|order
        claim ..2 against you|company|us
        legal ..1 rights|team_will|advice|threat|representative
    press:
        @want|go|going|tell|told|call|contact|inform|write|turn|send|turning|writing|posting|post|giving|
            give|
            went|talk|threat*|expose|
            copy|cc ..5 press|newspaper|newspapers|journalist|journalists|reporter|reporters|media|tv_news|
            consumer_programme|consumer_program
        going|go|went public
        papers will|gets|get|love|hear
        press|newspaper|newspapers|media|journalist|journalists ..2 gets|get|will|hear|hears|copy|informed|
            notified
        which|what authority|regulator|body|ministry ..1 supervis*|is|oversees|regulates|do|can
        authority|body ..2 supervis*|oversees|regulates
        where|how|whom|who ..3 complain|complain_to
        complained|complain|complaining ..1 in_writing|formally|officially|to_head_office
        writes|write|writing|goes|go|going|went|tells|tell|calls|contact|turn|turns ..3 consumer_programme|
            consumer_program|tv_programme|tv_program|consumer_show|tv_consumer|watchdog_programme|
            television_programme
        go|going|goes|went|write|writing|talk ..1 to ..1 papers|newspapers|tv_news|radio
        authorities|regulators
        legal|law adviser|advisor|counsel|advisers|team|department_of_mine|protection_insurance|insurance
        consumer ..1 advice|bureau|helpline|champion|service_authority|rights_group|affairs
        reporter|journalist|newspaper|press ..4 interested|contacted|story|calling|article
    also:
        letter|mail|post|documents|papers|summons|hear|hearing|heard|comes|come|coming|see|served ..4 from|
            through|in|by|via ..3 court|courts|lawyer|lawyers|solicitor|attorney
        report|reporting|reported ..1 you|this|them|it|us ..3 to ..3 authorities|authority|regulator|police|
            board|council
        arbitration|arbitrator|mediator|adr|grievance|ombuds*
        see|meet you ..1 in ..2 court
        formal|official|written ..1 protest|objection|demand|notice_of_complaint
        complaint|complaints ..2 to ..2 ceo|chief_executive|director|board|management
        take|taking|took|go|going|gone ..3 to ..2 the ..1 ombudsman|regulator|courts|press|media|authorities
        complaint|complaints department|dept|team|office|procedure|process|manager|officer|address|form|
            email
        lawyer|solicitor|attorney|court|judge|regulator|ministry ..2 will|shall|is_going_to ..2 write|hear|
            contact|call|decide|know
        consumer ..1 tv|television|show|programme|program|journalist
        keep|keeping|collecting|saving ..4 for ..1 the ..1 court|lawyer|judge|regulator
    exceptions:
        - withdr*|drop*|retract*|cancel* ..3 complaint|complaints|compl
        - read|saw|seen|heard ..2 in ..1 press|newspaper|newspapers|media
        - press|press* ..2 button|key|ok|enter|<n>|reset|menu|release
        - social media
        - media box|player|server|centre|center|room
        - is|am|i'm|as|works|work a|an|as lawyer|attorney|solicitor|barrister|journalist|reporter
        - court road|street|lane|house|avenue|yard
        - tennis|basketball|food|sports|squash court
        - ministry_of ..3 invoice
        - my|a lawyer friend|neighbour|son|brother|sister|cousin
        - works|work|employee|employed|clerk ..2 ministry
        - no complaint|complaints|compl
        - explain*|expl'd|expld how|where ..4 complaint|complain
        - local|tax|port|airport|city|police|rail authority|authorities
        - your|our legal team|department
        - compl wifi|extender|upgrade|box|channel|channels|month|router|service
        - happy|pleased ..4 no ..1 complaint|complaints
        - tech|colour|line complaint ..1 code
        - agent: explain*|expl*|told|adv|advised|advd|inf|informed|inf'd|gave|given|sent ..2 cust|customer|
            him|her|client|he|she ..6 ombudsman|regulator|court|complaint|complaints|authority
        - regulator ..4 heater|gas|voltage|power|volume|temperature|heating|boiler
        - gas|voltage|power|volume regulator
        - complaint|complaints ..2 about ..2 noise|speed|wifi|quality|sound|fan
        - works|work|worked|employed ..2 at|for|in ..3 ministry|court|regulator|council
        - not|never|won't|don't|isn't|aren't ?be|even|actually|going_to|want_to going|go|taking|take|turning|
            turn|
            writing|write|complaining|complain ?it|this|you ?to ?the|a|any ombudsman|ombudsmans|ombudswoman|
            regulator|court|courts|ministry|press|media|lawyer|solicitor
        - lawyer|solicitor|attorney|journalist|judge ..1 by ..1 profession|trade|training
        - ministry's|ministry|regulator|court ..1 form|forms|certificate|approval|rules|stamp
"""

ANGER = """
    feels:
        furious|fuming|livid|outraged|enraged|irate|infuriated|infuriating|incensed|seething|raging|rage|
            enraging
        angry|angrily|angrier
        mad at
        anger ..3 cust|customer|caller
        aggressive|hostile|abusive|threatening_language|verbal_abuse|verbally|rude_language|foul|profanity|
            profanities|hysterical|agitated|vulgar
        shout|shouted|shouting|shouts|yell|yelled|yelling|yells|scream|screamed|screaming|screams|swore|
            swear|
            swears|swearing|cursed|cursing|curses|insulted|insulting|insults|insult|ranting|ranted|exploded|
            blew_up|lost_his_temper|lost_her_temper|lost_temper|raised_voice|raised_his_voice|
            raised_her_voice|raising_voice|raising_his_voice|raising_her_voice
        slam*|banged ..2 phone|door|receiver|down
        hung_up|hangs_up|hanging_up|hung ..2 on_me|angr*|mid|midway|mid_sentence|in_anger|in_rage|furious*|
            shouting|rude*
        boiling|steaming|apoplectic|lost_it|fit_to_be_tied|through_the_roof|beside_himself|beside_herself|
            seeing_red
        sick_and_tired|sick_of|sick_to
    says:
        unacceptable|inexcusable|unforgivable|intolerable|unbelievable_cheek|preposterous
        disgrace|disgraceful|disgusting|disgusted|outrageous|outrage|scandal|scandalous|shameful|shameless|
            appalling|atrocious|despicable|abysmal|revolting|vile
        shame_on|shame_on_you|ashamed|how_dare|have_some_shame
        pathetic|idiot|idiots|idiotic|moron|morons|clown|clowns|fool|fools|imbecile|imbeciles|scum|scumbags|
            thief|thieves|crook|crooks|liar|liars|lying|bastard|bastards|scammer|scammers|scam|robbers|
            robbery|swindlers|bandits|jerks|jerk|incompetents|cheats|crooked|parasites|vultures|monkeys|
            leeches|conmen|criminals|fraudsters|amateurs|useless_people|useless_lot|useless_idiots|
                useless_company|incompetent|shambles|stupid|dumb
        bloody|damn|damned|goddamn|fuck*|shit|shitty|bullshit|crap|crappy|wtf|arse|asshole|assholes|ffs|
            bollocks|bs|pissed|pissing|piss|effing|f_ing|freaking|screw_you|go_to_hell|to_hell|hell|stfu|
            omfg
        never_again|horrible|terrible|awful|worst horrible|terrible|awful|worst|never_again|service|company|
            never
        are|is|so|completely|totally|absolutely|utterly useless
        worst ..2 company|service|provider|experience|support|customer_service|ever|isp|in_the
        ripoff|rip_off|daylight_robbery|highway_robbery|stealing|steal from|my|our
        laughing_stock|sick_joke|total_joke|absolute_joke|complete_joke|utter_joke|what_a_joke|bunch_of|
            pack_of|you_people|you_lot|circus
        rot_in|drop_dead|get_lost|burn_in|i_hate|hate_you|hate_this|up_yours
        garbage|trash|rubbish service|company|support|answer|internet
        🤬|😡|🖕|💩|👿|😠
        + clowns|idiots|morons|thieves|crooks|liars|robbers|scumbags|bastards|imbeciles|jerks|conmen|
            parasites|swindlers
        arrogant piece|lot|prick|people|swine|sods|so_and_so
        piece|pieces|load of dirt|shit|garbage|crap|rubbish|filth
        so|very|really|extremely|totally|hopping|flipping mad
        kidding|joking me
        total|complete|utter|absolute|utterly|absolutely|sheer rubbish|incompetence|joke|farce|garbage|
            clowns|cowboys|nonsense
        put|slammed|banged ..1 phone|receiver down on
        ballistic|berserk|apoplectic|irately|bonkers_at
        went|gone|go|going mental|nuts|crazy|ape|mad
        beyond a joke
        bad|foul|strong|offensive|abusive|obscene language
        abuse|abused|abusing|insulting
        make|makes|made me|us|you sick
        screw|damn|curse you|your|this|the
        ^ shame|disgrace|scandal|outrage|thieves|robbery $
        absolutely|utterly|truly|completely|simply shocking|diabolical
        shocking|diabolical|dreadful|sickening ..1 service|attitude|behaviour|behavior|treatment|company
        threat* ..2 staff|adv|agent|violence|technician|tech|violent|physically
        should|must ..3 be fired|sacked|jailed|locked_up|ashamed
        useless bunch|lot|people|company|service|team|support|morons|idiots
        get your|ur act together
    also:
        rude|impolite|foul|nasty|hostile|insulting ..2 on|to|with|towards ..1 the ..1 phone|agent|me|staff|
            us|call
        asked|told|requested ..2 to ..1 calm|cool down
        i've|i|we've|we ..1 had|have ..1 had ..1 it|enough ..1 with|of ..1 you|this|them
        drives|driving|drive me|us ..1 mad|crazy|insane|nuts|up_the_wall|round
        enough already
        terrible|horrible|awful ..1 just|simply terrible|horrible|awful
        what kind|sort of ..1 service|company|place|circus
        couldn't|could_hardly|hardly|couldn't_even ..3 word in
        lost ..1 his|her|their|my patience|temper|cool
    exceptions:
        - bloody|damn good|great|brilliant|fast|amazing|excellent|marvellous|nice|well
        - phone|device|router|line|app|screen|box|modem hung
        - swear by
        - hell of
        - lying around|about|in|on|under|next
        - scam|scams|scammer call|calls|sms|message|messages|warning|alert|texts
        - report* ..3 scam|robbery|theft|thief
        - app|page|site|remote|cable|adapter|box ..1 is ..1 useless
        - useless box|adapter|leftover
        - aggressive heating|price|pricing
        - no shouting|anger|hard_feelings
        - april fools
        - steal ..2 wifi|signal
        - swore|swear|swears|sworn he'd|she'd|they'd|you'd|to|that|he|she|it|they|blind|you
        - shouting|shouts|screaming|screams|yelling ..3 background|kids|children|child|baby
        - sick of ?having|the retelling|repeating|explaining|waiting|to
        - stupid|dumb question|mistake|thing|me|of_me|q
        - aren't|isn't|not|never ..2 idiots|thieves|liars|clowns|crooks
        - angry birds
        - terms ..2 abuse
        - abuse team|dept|desk|report|ticket|of_service
        - going|go crazy|mad ..1 with_joy|about
        - make* me sick ..2 leave|ill
        - kids|children|baby|child|dog|son|daughter ..1 scream*|shout*|yell*
        - was|were ..1 angry|furious|mad|livid|upset|annoyed ..1 at_first|first|initially|before
        - not|no_longer|never ..1 angry|furious|mad
        - calm|friendly ..3 not ..2 angry
        - wifi|wi_fi|signal|reception|speed|picture|sound|line|app|connection|coverage|remote|quality|box|
            router|website|menu|weather|hold_music|music ..3 terrible|awful|horrible|shocking|abysmal|
            useless|rubbish|dreadful|appalling|atrocious
        - terrible|awful|horrible|shocking|abysmal|useless|rubbish|dreadful|appalling ?wifi signal|
            reception|speed|picture|sound|line|app|connection|coverage|remote|quality|weather|music|wi_fi|
            wifi
        - battery|box|router|charger|socket|device|modem|phone|screen ..1 exploded|blew_up
        - boiling|steaming hot|water
        - lost_it ..2 in|on|at|somewhere|yesterday|abroad|while
        - technician|tech|courier|driver|neighbour|someone ..2 banged|bangs
        - i|i'm ..1 am|was|feel|felt|such|look ..3 idiot|fool|stupid|dumb|moron|ashamed
        - am|feel|bit|felt ashamed|embarrassed
        - raising|raise ..1 a|the ticket|issue|case|complaint
        - film|movie|series|song|show|game furious|angry|idiot|fool*
        - the|channel|film|movie furious|idiot <n>
        - rude ..2 courier|driver|technician|agent|salesman|staff|neighbour
        - what kind|sort of ..1 service ..2 do|is_it|offer|have|included
"""
