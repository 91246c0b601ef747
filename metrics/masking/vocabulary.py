"""The words that masking knows: what stands before numbers, titles, and names that are words as well."""


def _all(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


PHONE = _all(
    "tel phone telephone ph cell cellphone mobile call called callback fax whatsapp reach reachable reached",
    "טל טלפון נייד פלאפון סלולרי פקס ווטסאפ וואטסאפ להתקשר תתקשרו לחזור לחזרה זמין זמינה",
    "тел моб факс ватсап вотсап доступен доступна",
)
PHONE_STEMS = ("телефон", "мобильн", "позвон", "перезвон", "звон")
CARD_STEMS = ("card", "visa", "mastercard", "amex", "כרטיס", "אשראי", "ויזה", "карт", "виза")
SECRET = _all("cvv cvv2 cvc cvc2 csc")
IDENTITY = _all("id i.d t.z tz passport ssn security zehut", "זהות דרכון", "снилс инн")
IDENTITY_STEMS = ("ת.ז", 'ת"ז', "ת״ז", "ת”ז", "ת'ז", "паспорт", "сери")
NUMBER = _all("no nr num number n card id", "מס מספר", "номер ном")
# What stands between such a word and its number: "my ID is 12", "ת.ז שלי היא 12", "паспорт у меня 12".
FILLER = _all("is was are s my mine", "היא הוא זה זו שלי שלו שלה שלך", "у меня него нее мой его её это")
# What belongs to the business and names nobody.
KEPT = _all(
    "order orders invoice invoices ticket case ref reference tracking parcel shipment booking reservation",
    "contract policy receipt quote sku item model serial voucher coupon amount total sum bill",
    "הז חש",
    "дог",
)
KEPT_STEMS = (
    *("הזמנ", "חשבונית", "קריאה", "קריאת", "פנייה", "פניה", "אסמכתא", "משלוח", "מעקב", "חוזה", "פוליסה"),
    *("קבלה", "שובר", "סכום", "заказ", "счет", "счёт", "заявк", "обращени", "накладн", "трек", "договор"),
    *("инцидент", "артикул", "чек", "посылк", "сумм"),
)
NUMBERED = ("customer", "client", "user", "account", "agent", "device", "session", "לקוח", "מנוי", "клиент")

PARTICLES = _all(
    "van der den de la le el al bin ben von di da du", "בן בת בר אבו אל דה", "де ван фон бен аль"
)
TITLES = _all("mr mrs ms miss dr sir madam", "גב גברת מר אדון דר", "господин госпожа г гн гжа пан пани")
# Names that are words of every day too.
COMMON = _all(
    "will may mark grace hope faith joy rose art bill frank grant drew pat sue rob chase june april august",
    "summer autumn dawn love price young long white black brown green king bush wood woods field page day",
    "march an so my",
    "עדי טל אור גל חן שיר שי מאי אביב ים שקד יפה חיים שלום ברק דור טוב אדם שמחה תקווה לי כרם ניר גיל רב כל",
    "אחר גדול שחר מור זהב כסף נר עוז הדר ליל אורן",
    "вера надежда любовь роман мир слава роза лев воля май свет добрый белый черный новый хороший маленький",
)
ENDINGS = _all(
    "а я у ю е ы и о ь й ой ей ою ею ом ем ым им ых их ого его ому ему ая яя ую юю ий ый ыми ими ами ям ам",
    "s",
)

# Words before "at" that are no mail box: "looked at gmail", "problem at outlook".
NO_BOX = _all(
    "look looks looked looking log logs logged login sign signed signing register registered order",
    "ordered buy bought shop pay paid apply book booked see saw seen find found read visit us me him her",
    "them it is are was were be been available online website site page portal app address mail email",
    "e-mail mailbox inbox account accounts password problem problems issue issues error errors support",
    "team help work works worked working arrive arrived meet stay live lives home office details info",
    "information more and or the a an to from my your his our their on in up down not back only also",
    "still contact write wrote written send sent reach reached reply replied call called said says told",
    "tell user customer cust client form link offer price service services employed job staff people",
    "someone person stuck outage server folder spam filter arrives received shows open opened stopped",
    "blocked hosted all with for of by via good bad both this that what who asks asked wants use uses",
    "prices offers plans deals orders shops shopping bookings booking buying paid ordering registering",
    "registration products product phones phone model models reviews review discount discounts cheaper",
    "listed sold advertised stared staring looks compare compared checked check sale sales store stores",
    "used using mails emails messages message one at dot i you he she we they its",
)

_DIGITS = (
    ("zero", "oh", "o", "nought", "ноль", "нуль", "אפס"),
    ("one", "один", "одна", "одно", "אחת", "אחד"),
    ("two", "два", "две", "שתיים", "שתים", "שניים", "שנים"),
    ("three", "три", "שלוש", "שלש", "שלושה"),
    ("four", "четыре", "ארבע", "ארבעה"),
    ("five", "пять", "חמש", "חמישה"),
    ("six", "шесть", "שש", "שישה", "ששה"),
    ("seven", "семь", "שבע", "שבעה"),
    ("eight", "восемь", "שמונה", "שמנה"),
    ("nine", "девять", "תשע", "תשעה"),
)
_LARGER = (
    (10, "ten десять עשר עשרה"),
    (11, "eleven одиннадцать"),
    (12, "twelve двенадцать"),
    (13, "thirteen тринадцать"),
    (14, "fourteen четырнадцать"),
    (15, "fifteen пятнадцать"),
    (16, "sixteen шестнадцать"),
    (17, "seventeen семнадцать"),
    (18, "eighteen восемнадцать"),
    (19, "nineteen девятнадцать"),
    (20, "twenty двадцать עשרים"),
    (30, "thirty тридцать שלושים"),
    (40, "forty сорок ארבעים"),
    (50, "fifty пятьдесят חמישים"),
    (60, "sixty шестьдесят שישים ששים"),
    (70, "seventy семьдесят שבעים"),
    (80, "eighty восемьдесят שמונים"),
    (90, "ninety девяносто תשעים"),
    (100, "сто מאה"),
    (200, "двести מאתיים"),
    (300, "триста"),
    (400, "четыреста"),
    (500, "пятьсот"),
    (600, "шестьсот"),
    (700, "семьсот"),
    (800, "восемьсот"),
    (900, "девятьсот"),
)
# Numbers in words, as they are told over the telephone, and what repeats the next digit.
SPELLED = {word: value for value, words in enumerate(_DIGITS) for word in words} | {
    word: value for value, words in _LARGER for word in words.split()
}
TIMES = {"double": 2, "triple": 3, "treble": 3, "дважды": 2, "трижды": 3, "פעמיים": 2}
