"""What somebody may call a queue, a person or a centre, to be taken for more than a name."""

import re

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
ODD = {
    "a tag": "<img src=x onerror=alert(1)><b>x</b>",
    "a link": "<a href='https://evil.example'>Billing</a><br>Orders",
    "the end of a tag": "\"><script src=//evil.example></script><p x='",
    "a comment": "--><!--<style>*{display:none}</style>",
    "an entity": "&lt;b&gt;&#60;i&#62;",
    "a link of Markdown": "[pay](javascript:alert(1))",
    "a colour of Streamlit": ":red[x] :material/home: $$\\href{javascript:alert(1)}{x}$$",
    "a template": "{{ 7 * 7 }}{% raw %}${7*7}%{value}{queue}{0.__class__}%s%(x)s",
    "an expression": "datum.x + event.item.constructor('alert(1)')()",
    "words turned round": "\u202egnilliB\u2066 \u2067 x",
    "lines": "Billing\r\n\r\n--\r\nBcc: all@evil.example\n\x1b[2J",
    "very long": "q" * 5_000,
}
