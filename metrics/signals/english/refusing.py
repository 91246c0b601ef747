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
        "+ mgr|manager|supervisor|tl|team_leader|finance|back_office|fin ..2 declined|refused|denied|rejected|
            said_no|didn't_approve|did_not_approve|won't_approve|wouldn't_approve|not_approve|disapproved
        "+ not_granted|not_approved|not_authorised|not_authorized|no_exceptions|no_exception|not_in_line|
            request_denied|app_denied
    rules:
        "+ policy|rules|procedure|procedures|rule|terms|regulations|t_c|t_cs|system ..1 don't|doesn't|do_not|
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
            your|our|internal|ur|their|stupid|the|a policy|rules|procedure|regulations|terms|t_cs|bureaucracy
        + outside|past|beyond|over|after|exceeded|expired|out_of ..4 window|return_period|deadline|warranty|
            cooling_off|time_limit|14_days|30_days|term ..8 @refuse|no|not|declined|rejected|@claim
        "+ rules|policy|procedure|regulations|gdpr|data_protection|privacy ..6 can't|cannot|won't|wouldn't|
            couldn't|unable
        "+ can't|cannot|won't|wouldn't|couldn't|unable|refus* ..8 rules|policy|procedure|regulations|gdpr|
            data_protection|privacy_rules
        "+ not_possible|impossible|no ..3 per|acc|according|due|because|under|as_per ..3 @policy
        regulations|rules|policy|terms|contract|t_c|t_cs ..1 only ..3 from|after|within|provide|cover|for
    exceptions:
        - @customer|caller ..1 declined|refused|denied|rejected|refuses|declines|turned_down ..3 offer|
            discount|upgrade|credit|deal|proposal|callback|to_pay|to|visit|goodwill|replacement|compensation|
            refund
        - card|payment|dd|bank|transaction|pmt|cheque ..4 @refuse
        - @refuse ..3 card|payment|dd|bank|transaction|pmt
        - technically|technical ..4 @refuse
        - can't|cannot|couldn't|can_not ..2 find|see|understand|hear|read|open|log|login|remember|reach|
            locate ..5 @policy
        - warranty ..4 not|expired|cover*
        - asked|question ..3 @policy
        - offer|offers ..2 declined|refused|rejected
"""

PAYMENT = """
    failed:
        + @card ..4 @fail
        + fail*|declin*|reject*|bounced|returned|blocked|expired|unsuccessful|invalid ..2 @card
        + not|doesn't|won't|didn't|couldn't|can't|cannot|isn't|don't|refuses|refuse ..2 take|accept|accepting|
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
            without_consent|without_my|without_authorisation|unauthorised|unauthorized|erroneously|mistakenly|
            extra
        double|duplicate|dup|wrong|wrongful|wrongly|incorrect|incorrectly|erroneous|unauthorised|unauthorized|
            twice|over|unknown|unexplained|mistaken|disputed|unjustified|fraudulent|excess|phantom ..1 charge|
            charges|charged|billed|billing|bill|debit|debited|payment|deduction|invoiced|invoice
        two|2|three|3|double charges|payments|debits|invoices ..3 of|on|for ..4 statement|same|month|account|
            card
        overcharg*|overbill*|overpaid|double_charged|double_billed|misbilled
        disput* ..3 charge|charges|bill|invoice|payment
        took|take|takes|taken|withdrew|withdrawn|debited|deducted ..4 more_than|too_much|without|extra|money|
            again|more
        still|keep|keeps|continue*|kept|being|again|why|again_being ..3 charged|charge|charging|billed|
            billing|paying|debited|debit ..8 cancelled|canceled|returned|never|not|didn't|ended|closed|
            stopped|already|after|old|ex|for
        charg*|billed|billing|invoiced|debit* ..3 for ..6 never|cancelled|canceled|returned|don't|didn't|not|
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
        collections|collection agency|agent|agents|letter|letters|notice|dept|department|company|stopped|call|
            calls|case|team|file|fee|proceedings
        sent|moved|handed|transferred|passed|in|to|from|by to|in|over ..1 collection|collections
        payment|pmt plan|extension|arrangement|deferral|holiday|difficulty|difficulties|issue|issues|problem|
            problems|trouble|reminder|freeze|failure|dispute
        pay|paying ..4 instalments|installments|parts|later
        lost ..2 job ..6 pay|bill
        on_benefits|bankrupt|bankruptcy|insolven*|hardship|short_of_money|broke_until
    exceptions:
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
"""
