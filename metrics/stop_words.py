"""Words that only hold sentences together and say nothing of a problem, as people write them."""

from metrics.signals.tokens import normalised


def _all(text: str) -> frozenset[str]:
    """Normalise words as those of texts are."""
    return frozenset(normalised(word)[0][0] for word in text.split())


ENGLISH = _all(
    """
    a about after again all also am an and any are as at be because been before being both but by
    can cannot could did do does doing done down each even every few for from further get gets
    getting got had has have having he her here hers him his how i i'd i'll i'm i've if in into is
    it it's its itself just let like made make many may me might more most much must my need needs
    now of off on once one only or other our ours out over own per pls please re really said same
    say says see she should so some still such than that that's the their theirs them then there
    these they this those through to too two under until up us very via was we we're were what when
    where which while who whom whose why will with would yet you your yours acc cust customer client
    w today yesterday tomorrow day days week weeks month time times first last next since ago back
    """
)
HEBREW = _all(
    """
    אבל או אותו אותה אותי אותכם אותם אותן אותנו אז אחד אחת אחר אחרי אחרת אי איך אין איפה איתי אלה
    אלי אליה אליו אליי אליכם אלינו אם אני אנחנו אף אפשר אצל את אתה אתם אתמול בו בה בגלל ביותר בין בי
    בכל במה בן בסוף בעוד בערך בשביל גם דרך הוא היא היה היו היום הייתי היתה הייתה הזה הזאת הזו הן הרי
    הרבה ואז ואני ולא ועד ועכשיו ז זאת זה זו חוץ טרם יהיה יום ימי ימים יש כ כאן כבר כדי כולם כי כל
    כלום כמה כמו כן כעת כש כשהוא לא לאחר לאן להם להיות לו לי לידי לך לכל לכם למה לנו לפי לפני לקוח
    לקוחה מאוד מאז מה מהם מחר מי מישהו מכל ממש ממני מן משהו מתי נגד נו עד עדיין עוד עכשיו על עליו
    עליי עלי עם פה פעם פעמים פחות צריך צריכה ר רק רוצה של שאני שבוע שהוא שהיא שוב שזה שיהיה שלא שלה
    שלהם שלו שלי שלכם שלנו שלח שם שנה תוך תודה תמיד אחרון אחרונה שעה שעות
    """
)
RUSSIAN = _all(
    """
    а без бы был была были было быть в вам вас ваш ваша ваше ваши вашу во вот все всё всего всех
    всем вы где да даже для до его ее ей ему если есть еще ж же за здесь и из или им их к как какая
    какие какой ко когда кто ли либо меня мне много мной мои моей мой мою моя мы на над надо нам нас
    наш не него нее ней нет ни них но ну о об один однако он она они оно от очень по под пока после
    потому почему при про раз раза с сам себе себя сегодня вчера завтра сейчас со снова так также
    такой там тебе то тогда того тоже только том тот ту тут ты у уже хотя чего чем через что чтобы
    чтоб эта эти это этого этой этом этот эту я клиент клиентка клиента кл день дня дней неделю
    недели месяц месяца время
    """
)
STOP_WORDS = {"en": ENGLISH, "he": HEBREW, "ru": RUSSIAN}
# They say nothing alone and much before another word: "not open".
NEGATIONS = _all(
    """
    can't cannot didn't doesn't don't hasn't haven't isn't never no nobody not nothing wasn't
    without won't без не нет ни никто ничего אין בלי טרם לא ללא
    """
)
