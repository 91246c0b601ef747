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
