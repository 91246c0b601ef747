"""The waits in plain SQL, as DuckDB would compute them from the same files."""

_DAY = "queued_local_s // 86400 AS day, queue"
_WINDOW = "queued_at >= '{start}'::TIMESTAMPTZ AND queued_at < '{end}'::TIMESTAMPTZ"
_LIVE = "deleted_at IS NULL AND queue IS NOT NULL"

SUMS = f"""
WITH visits AS (
    SELECT {_DAY}, wait_ms, outcome = 'answered' AS a, outcome = 'abandoned' AS b, outcome,
        CASE channel WHEN 'chat' THEN 60000 WHEN 'message' THEN 900000 WHEN 'social' THEN 900000
            WHEN 'email' THEN 14400000 WHEN 'web' THEN 14400000 ELSE 20000 END AS t
    FROM legs WHERE {_LIVE} AND {_WINDOW}
), sums AS (
    SELECT day, queue, count(*) AS n, count(*) FILTER (a) AS answered, count(*) FILTER (b) AS abandoned,
        count(*) FILTER (a AND wait_ms <= t) AS in_time, count(*) FILTER (b AND wait_ms <= t) AS left_in_time,
        count(*) FILTER (b AND wait_ms <= 5000) AS short, count(*) FILTER (outcome = 'callback') AS callbacks,
        count(*) FILTER (outcome = 'callback' AND wait_ms <= t) AS callbacks_in_time,
        count(*) FILTER (outcome IN ('overflow', 'voicemail')) AS flow_outs,
        count(*) FILTER (outcome = 'waiting') AS waiting,
        count(*) FILTER (outcome = 'waiting' AND wait_ms > t) AS waiting_late,
        sum(wait_ms) FILTER (a) AS waited, sum((wait_ms / 1000.0) ** 2) FILTER (a) AS squares,
        max(wait_ms) AS longest, sum(wait_ms) AS minutes
    FROM visits GROUP BY ALL
), handled AS (
    SELECT ended_local_s // 86400 AS day, queue, sum(talk_ms) AS handled_ms, count(talk_ms) AS handled,
        sum((talk_ms / 1000.0) ** 2) AS squares, count(*) FILTER (talk_ms < 10000) AS short_handled
    FROM legs WHERE {_LIVE} AND outcome = 'answered'
        AND ended_at >= '{{start}}'::TIMESTAMPTZ AND ended_at < '{{end}}'::TIMESTAMPTZ
    GROUP BY ALL
), began AS (
    SELECT started_local_s // 86400 AS day, entry_queue AS queue, count(*) AS contacts,
        count(*) FILTER (menu_outcome = 'exited') AS exits
    FROM contacts WHERE deleted_at IS NULL
        AND started_at >= '{{start}}'::TIMESTAMPTZ AND started_at < '{{end}}'::TIMESTAMPTZ
    GROUP BY ALL
)
SELECT *, in_time / (answered + abandoned - short) AS service_level,
    in_time / (answered + abandoned) AS strict,
    in_time / (answered + abandoned - left_in_time) AS ignoring,
    (in_time + left_in_time) / (answered + abandoned) AS positive,
    (in_time + left_in_time + callbacks_in_time) / n AS removed, in_time / answered AS flattering,
    in_time / (answered + abandoned - short + waiting_late) AS live, waited / answered AS asa,
    (abandoned - short) / (answered + abandoned - short) AS abandon_rate
FROM sums FULL JOIN handled USING (day, queue) FULL JOIN began USING (day, queue) ORDER BY day, queue
""".replace("{{", "{").replace("}}", "}")

PERCENTILES = f"""
SELECT {_DAY}, quantile_cont(wait_ms, .5), quantile_cont(wait_ms, .9), count(*)
FROM legs WHERE {_LIVE} AND outcome = 'answered' AND {_WINDOW} GROUP BY ALL ORDER BY day, queue
"""

CENSORED = f"""
WITH waits AS (
    SELECT {_DAY}, wait_ms, count(*) AS n, count(*) FILTER (outcome = 'abandoned') AS left_them,
        count(*) FILTER (outcome = 'answered') AS answered
    FROM legs WHERE {_LIVE} AND wait_ms IS NOT NULL AND {_WINDOW} GROUP BY ALL
), risk AS (
    SELECT *, sum(n) OVER (PARTITION BY day, queue ORDER BY wait_ms DESC) AS at_risk FROM waits
), curves AS (
    SELECT day, queue, wait_ms,
        exp(sum(ln(greatest(1 - left_them / at_risk, 1e-300))) OVER w) AS staying,
        exp(sum(ln(greatest(1 - answered / at_risk, 1e-300))) OVER w) AS unanswered
    FROM risk WINDOW w AS (PARTITION BY day, queue ORDER BY wait_ms)
)
SELECT day, queue, min(wait_ms) FILTER (staying <= .5), min(wait_ms) FILTER (unanswered <= .5)
FROM curves GROUP BY ALL ORDER BY day, queue
"""
