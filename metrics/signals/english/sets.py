"""The English sets of words that rules name with @, and the words that deny."""

SETS = {
    "customer": "customer customers cust cst cus custs client caller subscriber member he she they mrs "
    "mr ms wife husband son",
    "want": "want wants wanted wanting wanna wish wishes wished like asks ask asked asking request "
    "requests requested req "
    "reqs requesting rqst demand demands demanded demanding insists insisted need needs "
    "decided decides threatens "
    "threatened threatening threat please pls plz kindly intend intends planning plan "
    "plans consider considers "
    "considering thinking tempted about_to ready_to going_to gonna shall will i'll we'll must determined "
    "have_to had_to want's wld_like hereby let's",
    "end": "cancel cancels cancelling canceling cancellation cancelation cxl canx cnx terminate "
    "terminates terminating "
    "termination disconnect disconnects disconnecting disconnection discon discontinue "
    "unsubscribe deactivate "
    "deactivation churn closure opt_out_of_the_contract cease"
    " disco cnxl "
    " ",
    "close": "close closing closure closed end ends ending stop stopping cut cutting quit term "
    "get_rid_of get_out_of drop "
    "give_up pull leave shut"
    " dropping ditch ditching dump dumping",
    "service": "service services contract contracts account acct acc accounts subscription "
    "subscriptions line landline "
    "internet broadband fibre fiber mobile membership everything agreement plan sims connection"
    " svc svcs bb"
    " agreement",
    "contract": "contract contracts account acct acc accounts subscription subscriptions membership "
    "agreement everything",
    "whom": "him her them me us cust customer client phone <n>",
    "part": "pack packs voicemail sports movies kids premium reservation pre_order preorder "
    "parcel_insurance survey "
    "appointment appt appts order visit delivery reservation booking technician tech "
    "engineer slot addon add_on "
    "channel channels package roaming insurance charge charges fee fees parcel courier transaction payment "
    "reminder newsletter ticket mtg meeting holiday trip direct_debit dd option "
    "options bundle extra trial "
    "installation upgrade migration session warranty swap request change collection pickup gift",
    "provider": "provider providers company companies operator operators supplier suppliers carrier "
    "isp telco network vendor",
    "call": "call calls callback callbacks cb cbs call_back phone_call ring",
    "answer": "@call answer answers reply replies response responses feedback word update email e_mail",
    "reach": "call ring phone contact write email mail text message reach update inform notify call_back "
    "ring_back phone_back get_back come_back get_in_touch be_in_touch give_a_call telephone",
    "called": "call called calls calling ring rang rung phone phoned phones contact contacted "
    "contacts answer answered "
    "answers reply replied replies respond responded responds write wrote written emailed "
    "email return returned returns "
    "got_back get_back gets_back came_back come_back comes_back bothered followed_up "
    "follow_up reach_out reached_out "
    "got_in_touch get_in_touch been_in_touch returning calling_back rings call_back cb",
    "nobody": "nobody no_one noone not_one not_a_single not_a_soul nobody_has none",
    "not": "not never didn't don't doesn't hasn't haven't wasn't isn't aren't won't wouldn't "
    "did_not can't cannot couldn't "
    "no without nor hadn't weren't ain't",
    "third": "third fourth fifth sixth seventh eighth ninth tenth umpteenth nth hundredth 3d <nth3>",
    "three": "<n3> three four five six seven eight nine ten eleven twelve dozen dozens several "
    "multiple many numerous "
    "countless hundred hundreds endless repeated",
    "contact": "time times call calls contact contacts visit visits email emails mail mails letter "
    "letters message messages "
    "attempt attempts request requests req ticket tickets tkt tkts complaint complaints "
    "chat chats reminder cb cbs callback "
    "callbacks repair repairs replacement technician technicians tech techs engineer "
    "engineers outage outages fault faults "
    "failure failures rep reps agent agents appointment appt appts week month evening "
    "occasion case cases router "
    "conversation conversations breakdown breakdowns dropout dropouts try incident incidents inquiry "
    "enquiry "
    "representative representatives person persons box modem delivery"
    " roll rolls swap swaps dispatch delivery deliveries"
    " occasions",
    "policy": "policy policies rule rules procedure procedures proc terms t_c t_cs tc tcs tnc "
    "conditions regulation "
    "regulations guideline guidelines protocol authority authorised authorized "
    "authorisation authorization permission "
    "legal compliance regs gdpr privacy_law sop small_print entitlement bylaws mandate approval warranty"
    " practice practices",
    "refuse": "refused refuse refuses refusing declined decline declines denied deny denies rejected "
    "reject rejects "
    "turned_down not_allowed not_permitted not_granted not_approved not_eligible "
    "not_entitled ineligible not_possible "
    "can't cannot couldn't won't unable not_able not_covered no_refund no_exception "
    "no_exceptions don't_allow "
    "doesn't_allow disallowed forbids forbid prohibits prohibited not_applicable "
    "not_accepted wouldn't not_in_line "
    "couldn't_help can_not disapproved knocked_back",
    "claim": "refund refunds request req waiver credit claim compensation discount exchange return "
    "appeal reimbursement "
    "goodwill exemption extension upgrade repair application replacement",
    "serve": "call ring phone cb ring_back call_back contact email e_mail send text update check "
    "get_back come_back let get "
    "be have revert follow f_u arrange process refund credit deliver ship look fix restore "
    "install visit come arrive reply "
    "answer respond inform notify advise chase escalate issue post dispatch confirm reach "
    "speak talk resolve handle finish "
    "return try receive collect pick replace repair swap book transfer apply correct mail "
    "attend complete receives gets "
    "write reopen pay_back reimburse provide submit prepare close sort do give make "
    "reconnect activate unblock"
    " telephone ship_out hear_from hear_back",
    "event": "cb callback call_back call visit tech technician technicians engineer delivery "
    "courier replacement refund "
    "credit appt appointment installation install parcel router answer reply box sim "
    "repair modem handset decoder device "
    "package order update slot supervisor mgr manager tl fix service line sms email letter "
    "response shipment item phone "
    "connection money it parts part mandate invoice resolution rep someone colleague agent team",
    "fixed": "sched scheduled booked confirmed conf confd set promised prmsd prom arranged agreed "
    "agrd fixed planned rebooked "
    "resched rescheduled due expected guaranteed assured arriving committed moved slotted "
    "reserved is_coming are_coming "
    "coming comes arrives goes_out ships rings calls delivers est",
    "card": "card cards visa mastercard payment payments pmt pymt dd dds direct_debit transaction "
    "standing_order mandate "
    "debit paypal charge cheque check instalment installment autopay auto_pay bank_transfer iban cc"
    " pymt pymts paymt"
    " apple_pay google_pay",
    "fail": "declined declines decline rejected refused returned bounced bounces failed fails "
    "failing fail failure blocked "
    "denied unsuccessful dishonoured dishonored error errors stuck not_accepted "
    "not_go_through not_going_through "
    "didn't_go_through doesn't_go_through won't_go_through not_work not_working "
    "doesn't_work won't_work didn't_work "
    "cancelled_by cxld invalid crashes timed_out unpaid stopped_by reversed_by revoked",
    "charged": "charged charge charges charging billed bill billing debited debit paid invoiced "
    "deducted took taken take "
    "withdrew withdrawn payment payments invoice dd"
    " chg chgs chgd chrg chrgd takes taking withdraw withdrawing",
    "problem": "issue issues problem problems prob fault matter case ticket query everything all "
    "error complaint situation "
    "bug outage it that line internet tv dispute",
    "solved": "resolved solved fixed sorted settled rectified cleared sorted_out cleared_up closed "
    "done corrected repaired "
    "restored dealt_with ironed_out straightened_out taken_care_of put_right"
    " rslvd rslved rectified_now",
    "working": "works working work runs running functioning operational online stable connected "
    "prints rings up "
    "loads syncs",
    "staff": "agent agents rep reps technician tech engineer lady man guy girl person staff team "
    "operator advisor adviser "
    "colleague representative courier employee he she they everyone somebody someone support woman "
    "gentleman "
    "driver installer you"
    " lad lads chap bloke fella fellow dude gentlemen team",
    "kind": "kind helpful patient polite professional friendly lovely courteous efficient pleasant "
    "attentive amazing "
    "wonderful fantastic brilliant excellent superb great awesome outstanding terrific "
    "marvellous exceptional "
    "knowledgeable caring sweet angel star gem hero legend"
    " super splendid star treasure",
    "praised": "service support help job work assistance experience team company agent rep technician "
    "tech lady guy man "
    "person engineer staff courier customer_service attitude advisor operator"
    " care chat conversation"
    " people crew folks",
    "paid": "payment pmt card dd order transaction it that activation transfer porting port credit",
    "past": "ago back previously formerly before originally",
    "rung": "call calls called callback cb call_back called_back ring rings rang rung phone phones "
    "phoned contact contacts contacted contacting reply replies replied respond responds responded "
    "answer answers answered get_back got_back gets_back hear heard follow_up followed_up be_in_touch "
    "been_in_touch get_in_touch got_in_touch telephone telephoned calling ringing",
    "hears": "@answer contact feedback notice",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur "
    "thurs fri sat sun",
    "dept": "billing tech technical sales support shop store department dept first_line second_line "
    "accounts finance retention provisioning engineering bo back_office logistics courier one",
}

NEGATIONS = """
    not no never without nor neither hardly didn't don't doesn't hasn't haven't wasn't isn't aren't
    won't wouldn't couldn't can't cannot hadn't weren't ain't shouldn't nobody none nothing non
    rather_than instead_of w_o w_out w_out_any denies denied stop_short_of
"""
NOT_NEGATIONS = """
    not only
    not just
    no wonder
    no doubt
    why not
    no longer
    can't|cannot wait
    not to mention
    no more
    no choice|option|alternative
    don't hesitate
"""
BREAKS = """but so then because therefore however although though and please pls if unless since
        also now hence thus
    otherwise instead just"""
AFTER = """
    not|never requested|needed|required|wanted|asked|intended|filed|necessary
    is|was|were|are not|never
    isn't|wasn't|aren't|weren't
    ?was|is withdrawn|dropped|retracted
"""
