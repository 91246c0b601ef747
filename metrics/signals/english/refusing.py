"""The English rules for refusals and payments gone wrong. Notation: metrics/signals/notation.py."""

REFUSED = """
    refused:
        "+ @refuse ..8 @policy
        "+ @policy ..6 @refuse|don't|doesn't|not|only|forbid*|no_way
        "+ @claim ..4 denied|declined|rejected|refused|turned_down|not_approved|not_granted|not_allowed|
            not_possible|ineligible|not_eligible|disapproved|not_permitted|not_authorised|not_authorized|
            can't_be_given|knocked_back
        "+ denied|declined|rejected|refused|turned_down|refuse|reject|deny ..3 @claim|to_refund|to_credit|
            to_waive|to_cancel|to_exchange|to_give|to_release|to_discount|to_backdate|to_backdate
        "+ couldn't|can't|cannot|won't|could_not|unable_to|not_able_to ..2 refund|waive|credit|approve|
            authorise|authorize|grant|compensate|discount|backdate ..5 @policy|without|because|as|since|due|
            per|beyond|over|above|after|my_limit
        "+ not|isn't|wasn't|aren't ..1 entitled|eligible|authorised|authorized|empowered|permitted|
            allowed ..1 to|for|by|under|as|per|acc|according|waive|refund
        "+ mgr|manager|supervisor|tl|team_leader|finance|back_office|fin ..2 declined|refused|denied|
            rejected|
            said_no|didn't_approve|did_not_approve|won't_approve|wouldn't_approve|not_approve|disapproved
        "+ not_granted|not_approved|not_authorised|not_authorized|no_exceptions|no_exception|not_in_line|
            request_denied|app_denied
    rules:
        "+ policy|rules|procedure|procedures|rule|terms|regulations|t_c|t_cs|system ..1 don't|doesn't|
            do_not|
            does_not|won't|only|not ..1 allow|permit|let|provide|cover|allows|support|include
        "+ against ..3 policy|rules|procedure|regulations|procedures|terms|the_rules|protocol
        "+ not|nothing|isn't|outside|beyond|no|above|exceeds|lacks|lack|without ..4 authority|remit|
            mandate|authorisation|authorization|my_hands|discretion|approval_limit|permission|my_limit|
                my_power
        "+ can't|cannot|won't|not|couldn't ..3 exception|exceptions
        "+ hands are|were tied
        " policy|rules|rule is|are policy|rules
        " those|these|that's|such|it's are|is|the|just ..1 rules|policy|rule|regulations|procedure
        " told|said|says|because|due|hiding|hide|quoted|quoting|citing|cited|blame*|behind|only ..3 company|
            your|our|internal|ur|their|stupid|the|a policy|rules|procedure|regulations|terms|t_cs|
            bureaucracy
        + outside|past|beyond|over|after|exceeded|expired|out_of ..4 window|return_period|deadline|warranty|
            cooling_off|time_limit|14_days|30_days|term ..8 @refuse|no|not|declined|rejected|@claim
        "+ rules|policy|procedure|regulations|gdpr|data_protection|privacy ..6 can't|cannot|won't|wouldn't|
            couldn't|unable
        "+ can't|cannot|won't|wouldn't|couldn't|unable|refus* ..8 rules|policy|procedure|regulations|gdpr|
            data_protection|privacy_rules
        "+ not_possible|impossible|no ..3 per|acc|according|due|because|under|as_per ..3 @policy
        regulations|rules|policy|terms|contract|t_c|t_cs ..1 only ..3 from|after|within|provide|cover|for
        "+ no|not|lack*|without|need|beyond auth|auth'd|authd|authorised|authorized ..1 to|for
        " say*|said|told|answer|tells ..5 not_allowed|not_permitted|isn't_allowed|forbidden|not_possible_by
        " that|this|it is|was ..1 our|the|company|your|their|just ..1 policy|rules|procedure
        "+ @policy ..3 prevent*|rule_out|rules_out|stop*|bars|forbid*|prohibit*|disallow*|block
        " @policy ..3 final|last word|answer
        "+ not|isn't|wasn't|non ..2 holder|account_holder|acct_holder|authorised_user|owner ..6 couldn't|
            can't|could_not|cannot|unable|refus*|not|declined
        "+ no|not|refus* ..2 @claim ..3 after|past|outside|beyond|since ..3 <n>|window|deadline|days|period
    others:
        "+ can't|don't|doesn't|won't|cannot|not|couldn't|didn't|wouldn't|never ..5 refund*|waive*|exchange*|
            credit*|compensat*|replace*|release|backdate|cancel|transfer|disclose|discuss|change ..7 @policy
        "+ no|lack*|without ..1 override|rights|power|powers ..1 rights|to|for
        " only ..3 holder|owner|account_holder ..2 may|can|could|allowed|is
        " it's|its|is|was ..1 company|your|our|standard|internal|house practice|policy|procedure|rule
        no can do
        "+ isn't|not|wasn't|aren't allowed|permitted|authorised|authorized|entitled ?to $
        " sorry|said|says|told|answer|because ..6 t_cs|t_c|terms|policy|rules say|said|says|state
        "+ not ..1 our|company|the policy
    also:
        "+ waiver|refund|credit|discount|exchange|compensation|extension|release|cancellation ..9 acc|per|
            according|under|as_per ..2 contract|@policy
        "+ ref'd|refd|decl'd|rej'd|dec'd ..3 @claim
        "+ @claim ..3 ref'd|refd|decl'd|rej'd|dec'd
        "+ isn't|not|wasn't|aren't|am_not eligible|entitled|permitted|authorised|authorized ?to|for|either $
        "+ no ..1 exceptions|exception|override|leeway|flexibility|discretion
        "+ computer says no
        "+ only|unless ..2 account_holder|acct_holder|holder|owner|bill_payer ..4 can|may|allowed|
            authorised|calls|present
        "+ declined|refused|denied|rejected ..4 due|because|under|citing|as|per|acc|based|
            on_grounds ..5 @policy|contract|term|tenure|warranty
        "+ can't|cannot|couldn't|won't|not_able|unable ..6 because|as|since|due|per|under|until ..4 policy|
            rules|procedure|regulation|regulations|law|terms|data_protection|gdpr|security
        " told|said ..4 not ..1 allowed|permitted|authorised|possible_under
        " not ..2 within|in ..1 my|our|his|her|their ..1 power|authority|remit|gift
        " request|application|appeal|claim ..3 turned_down|knocked_back|thrown_out
        "+ per ..1 mgr|manager|tl|policy|sup|supervisor ..1 no|not
        "+ agent: no waiver|refund|compensation|goodwill|discount|credit|exception|exchange ..3 per|
            possible|given|granted|approved|allowed|after|as|due
        "+ doesn't|don't|won't|not|isn't|aren't|cannot|can't take|accept|do|give|offer|issue|make|
            grant ..2 returns|refunds|exchanges|credits|exceptions|compensation|discounts
        "+ unless|without ..3 manager|supervisor|written|signed|id ..2 approval|consent|approves|signature|
            says
        "+ denied|refused|rejected|declined|no ..2 out_of|outside|past|beyond|after|exceeded ..3 window|
            period|warranty|deadline|<n>|days|cooling_off|policy
    exceptions:
        - customer|cust|cst|cus|client|subscriber|he|she|i|we|caller ..1 declined|refused|denied|rejected|
            refuses|declines|turned_down ..3 offer|
            discount|upgrade|credit|deal|proposal|callback|to_pay|to|visit|goodwill|replacement|
            compensation|
            refund
        - card|payment|dd|bank|transaction|pmt|cheque ..4 @refuse
        - @refuse ..3 card|payment|dd|bank|transaction|pmt
        - technically|technical ..4 @refuse
        - can't|cannot|couldn't|can_not ..2 find|see|understand|hear|read|open|log|login|remember|reach|
            locate ..5 @policy
        - warranty ..4 not|expired|cover*
        - asked|question ..3 @policy
        - offer|offers ..2 declined|refused|rejected
        - without|no ..1 permission|consent ..4 crime|took|taken|taking|charged|police
        - tak*|took|charg*|debit*|withdr* ..5 without permission|authorisation|authorization|consent|
            authority
        - money ..3 without
        - not|isn't ..1 allowed|permitted ..3 landlord|council|building|neighbour|school|wife|doctor
        - due ..1 to ..2 weather|snow|storm|strike|outage|fault
        - ref'd ..2 to
        - agent: ^ refused|declined|rejected ..3 upgrade|offer|deal|discount|visit|appointment|callback|
            credit|compensation|proposal|help|tech
        - i|we|he|she|cust|customer don't|doesn't|didn't|won't ..1 take|accept|make|do ..2 returns|
            exceptions|discounts
        - and|then|but|but_he|but_she refused|declined|rejected ..3 upgrade|offer|visit|appointment|
            callback|proposal|help
"""

PAYMENT = """
    failed:
        + @card ..4 @fail
        + fail*|declin*|reject*|bounced|returned|blocked|expired|unsuccessful|invalid ..2 @card
        + not|doesn't|won't|didn't|couldn't|can't|cannot|isn't|don't|refuses|refuse ..2 take|accept|
            accepting|
            go|process|charge|taking|accepted|recognise|recognize|add ..3 @card
        + @card ..3 not|doesn't|won't|didn't|isn't|wasn't|hasn't ..2 accept*|go|work*|taken|process*|
            registered|credited|show*|arrive*|received|reflected
        + can't|cannot|couldn't|unable|not_able|won't_be_able|struggling|struggles|impossible|trouble|
            difficulty|difficulties|problems|tried|trying|won't_let|doesn't_let|not_let|unable_to|
            no_way ..4 pay|paying|afford|payment|settle
        + @card page|site|form|link|screen|portal|app|button|process|terminal ..4 error|crash*|says|doesn't|
            not|won't|fail*|hangs|frozen|freezes|down|broken
        insufficient_funds|insufficient_balance|no_funds|nsf|refer_to_drawer|chargeback|charge_back|
            chargebacks
        not_covered|no_cover
        bank ..3 blocked|refused|returned|rejected|cancelled|cxld|stopped|declined|reversed ..4 @card|it|
            payment|our|your|us
        mandate ..2 cxld|cancelled|revoked|expired|missing|invalid
        paid ..8 overdue|unpaid|still|not|barred|reminder|again|suspended|blocked|shows|showing|disconnected
        overdue|unpaid|reminder|barred|suspended|open ..6 paid
    charged:
        @charged|taken|refunded|refund|deduct* ..5 twice|double|doubled|two_times|2x|x2|three_times|3x|x3|
            in_duplicate|duplicate|2_times
        @charged|taken ..4 too_much|more_than|wrongly|incorrectly|by_mistake|in_error|without_permission|
            without_consent|without_my|without_authorisation|unauthorised|unauthorized|erroneously|
            mistakenly|
            extra
        double|duplicate|dup|wrong|wrongful|wrongly|incorrect|incorrectly|erroneous|unauthorised|
            unauthorized|
            twice|over|unknown|unexplained|mistaken|disputed|unjustified|fraudulent|excess|
            phantom ..1 charge|
            charges|charged|billed|billing|bill|debit|debited|payment|deduction|invoiced|invoice
        two|2|three|3|double charges|payments|debits|invoices ..3 of|on|for ..4 statement|same|month|
            account|
            card
        overcharg*|overbill*|overpaid|double_charged|double_billed|misbilled
        disput* ..3 charge|charges|bill|invoice|payment
        took|take|takes|taken|withdrew|withdrawn|debited|deducted ..4 more_than|too_much|without|extra|
            money|
            again|more
        still|keep|keeps|continue*|kept|being|again|why|again_being ..3 charged|charge|charging|billed|
            billing|paying|debited|debit ..8 cancelled|canceled|returned|never|not|didn't|ended|closed|
            stopped|already|after|old|ex|for
        charg*|billed|billing|invoiced|debit* ..3 for ..6 never|cancelled|canceled|returned|don't|didn't|
            not|
            nobody|
            ended|closed|gave_back|sent_back|already
        charg*|bill*|debit* ..4 after ..4 cancel*|clos*|terminat*|return*|disconnect*|left|end*
        charged|billed ..3 instead_of
        why ..1 did|do|have|has|was|were ..2 take|took|taken|charge|charged|withdraw|deduct|deducted|
            debited ..4 from|my|account|<n>
        charged|charge|debited a|my|his|her|the|our ..4 card
    debt:
        debt|debts|debtor|dunning|arrears|bailiff|bailiffs|overdue|past_due|unpaid|outstanding_balance|
            in_default|nonpayment|non_payment|outstanding_amount
        collections|collection agency|agent|agents|letter|letters|notice|dept|department|company|stopped|
            call|
            calls|case|team|file|fee|proceedings
        sent|moved|handed|transferred|passed|in|to|from|by to|in|over ..1 collection|collections
        payment|pmt plan|extension|arrangement|deferral|holiday|difficulty|difficulties|issue|issues|
            problem|
            problems|trouble|reminder|freeze|failure|dispute
        pay|paying ..4 instalments|installments|parts|later
        lost ..2 job ..6 pay|bill
        on_benefits|bankrupt|bankruptcy|insolven*|hardship|short_of_money|broke_until
    wrongly:
        dbl|dup|duplicated chg|chgs|charge|charges|chrg|charged|billed|bill|debit|pymt|payment
        @charged ..4 wrong|incorrect|different|higher amount|sum|price|rate|account
        disput*|contest* ..3 chg|chgs|chrg|charge*|debit|fee
        <n>|extra|additional|money ..3 taken|took|deducted|debited|withdrawn|gone ..3 account|acct|acc|card|
            bank
        <n>|amount instead_of <n>
        still|continue*|keep|keeps|kept|again ..2 take|taking|takes|took|billed|billing|bill|charged|
            charging|charge|debited|debiting|paying ..6 account|acct|rental|month|monthly|fee|me|us|him|her|
            card|mo|after|every
        cancelled|canceled|returned|closed|moved_out|terminated|ended|cxld|canx'd|sent_back|left ..9 still|
            yet ..3 billed|charged|charge|take|taking|taken|paying|bill|charging|billing|invoiced|debited
        charg*|bill*|debit* ..3 for ..8 you_cut|cut_off|disconnected|not_working|dead|never_used|not_used|
            stopped|didn't_order|didn't_get|not_ordered|didn't_work|not_received|never_got|never_had|
            never_received
        late_fee|late_charge|late_fees|penalty ..6 although|despite|but|even_though|though|paid|on_time
        tak*|took|withdr*|debit* ..2 money ..4 without|again
    unable:
        sent|send|sends|gave|threw ..3 @card back
        behind|keep_up|catch_up ..2 with|on|in|w ..2 pay*|pymt*|bill*|instalments
        problem|problems|issue|issues|trouble|error|difficulty|mistake ..2 with|w|in|making|processing|
            taking ..2 payment|pymt|card|dd|direct_debit|payments
        + no|not_enough|insufficient|not_sufficient|without money|funds|balance|cover ..2 in|on ..2 account|
            acct|bank|card
        pymt|pymts plan|extension|arrangement|issue|issues|problem|failure|failed|bounced
    others:
        debited|deducted|charged|taken|withdrawn|billed|invoiced|took|charge ..6 never|not|didn't|
            don't ..2 agreed|agree|ordered|order|authorised|authorized|approved|signed|used|use|asked|
            requested|wanted|recognise|recognize|mine|know
        @card ..2 expd|expired|exprd|lapsed
        expd|exprd|expired ..2 @card
        still ..4 fee|charge|rental|charges|rent|charging|line ..10 returned|gave|cancelled|canceled|sent|
            back|closed|ended
        tried|attempted|attempts|trying ..2 collect|debit|charge|take_money|withdraw ..3 @three|twice|again|
            <n>|times
        billed|charged|billing|charging ..3 for ..1 two|2|double|three|3 ..8 have|only|one|1|had
        split ..2 bill|payment|invoice|amount
        can't|cannot|couldn't|can_not|unable ..2 manage|meet|cover|make|settle ..3 payment|amt|amount|bill|
            invoice|full|instalment
        charged|debited|billed again
        collection|dunning|debt|recovery ..1 agency|letter|firm|agent|notice
        paid ..10 still ..2 owe|owing|owed|outstanding|due
        identical|same ..1 charges|debits|payments|amounts
        @card keeps|kept|keep failing|crashing|declining|bouncing
        @card ..2 not|didn't|doesn't|hasn't|won't|isn't ..1 post*|clear*|complete*
        ends meet
        two|2|three|3 ..1 direct_debits|direct_debit|dds|debits|charges ..2 in|this|within ..2 month|day|
            week
        final|last notice|demand|warning ..4 although|though|paid|despite|but
        late|behind with|on ..3 bill|bills|payments|rent
        @want ..3 instalments|installments|pymt_plan|pay_in_parts
        delay|defer|postpone ..3 bill|payment|pymt|invoice
    also:
        wrong|incorrect|erroneous|unjustified|bogus|duplicate|unexpected|unknown|false|mystery ?late fee|
            fees|charge|charges|amount|bill|invoice|charged|debit
        money|<n>|cash|funds ..3 left|leaving|disappeared|vanished|gone|missing ..2 from|account|acct
        paid ..1 twice|double
        + @card ..3 keeps|kept|keep|always|again ..2 fail*|declin*|bounc*|reject*
        + payment|payments|bill|bills ..3 can't|cannot|couldn't|unable ..2 afford|manage|meet|make
        lost|out_of|no|without ..2 job|work|income|salary ..9 pay|bill|bills|invoice|payment
        + payment|dd|card|transaction ..2 pending|stuck|hanging|not_showing|not_received|missing|lost
        i|we|cust|he|she paid ..10 but|yet|still ..4 reminder|unpaid|barred|blocked|cut|due|open|suspended|
            outstanding
        refund|credit ..3 never|not|n't|hasn't|still ..3 arrived|received|shown|come|paid|credited|reached|
            missing
        successful|went_through|accepted|paid|debited ..6 yet|but|however|and_still ..5 balance|unpaid|not|
            due|owe|barred|blocked|reminder
    exceptions:
        - not|never|wasn't|isn't|weren't|aren't|hasn't|haven't|didn't|doesn't ?been|be|get|actually|
            in_fact declin*|rejected|refused|bounced|bounce|blocked|failed|fail|denied
        - was|were|am|have|did|is|will|would i|we|he|she|it|cust ..2 charged|billed|charge ..3 twice|double|
            extra
        - whether|if ..5 charged|billed ..3 twice|double|extra
        - check|checked|checks if|whether
        - collection of|point|slot|time|date|service|from
        - how ..3 pay|change|update
        -- how do|can|to ..2 add|change|update|register ..2 card
        - call|calls|box|modem|router|parcel|item|sim|line|cable|phone|ring charge|payment
        - battery|charger|charging|charge phone|cable|battery|station
        - no|without debt|debts|arrears|overdue
        - unpaid leave
        - phone|battery ..4 charge*
        - dispute|disputed settled|closed|resolved|withdrawn|dropped
        - pay|paid|pays|paying ?the|his|her|all|my|off overdue|outstanding|unpaid|arrears
        - declined|refused|rejected ..3 supermarket|restaurant|petrol
        - still ..4 bill|pay ..4 question
        - charge ..1 for extra
        - invoice|bill|copy sent|emailed|mailed|printed|issued|resent ..2 twice
        - how ..4 split
        - wrong|incorrect amount|bill|invoice ..2 of ..1 data|minutes
        - bill|invoice ..3 sent ..3 wrong|incorrect ..1 address
        - wrong|unknown bill_to
"""
