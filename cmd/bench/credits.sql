WITH months (month, first_at, end_at, window_at) AS (VALUES {months}),
paid AS NOT MATERIALIZED (
	SELECT m.month, s.id, s.customer_id, s.product,
		CASE WHEN s.end_at < m.end_at THEN s.end_at ELSE m.end_at END AS decided_at
	FROM months m
	JOIN subscriptions s ON s.start_at < m.end_at AND (s.end_at IS NULL OR s.end_at > m.first_at)
	WHERE s.kind = 'paid'
),
held AS (
	SELECT s.month, s.id AS subscription_id, coalesce(p.parent_id, p.id) AS account
	FROM paid s
	JOIN associations a ON a.subscription_id = s.id
	JOIN partners p ON p.id = a.partner_id
	LEFT JOIN partners g ON g.id = p.parent_id
	WHERE a.route IN ('dpor', 'seller')
		AND NOT p.suspended AND NOT coalesce(g.suspended, FALSE)
		AND a.from_at < s.decided_at AND (a.to_at IS NULL OR a.to_at >= s.decided_at)
	UNION
	SELECT s.month, s.id, coalesce(p.parent_id, p.id)
	FROM paid s
	JOIN associations a ON a.customer_id = s.customer_id AND a.subscription_id IS NULL
	JOIN partners p ON p.id = a.partner_id
	LEFT JOIN partners g ON g.id = p.parent_id
	WHERE a.route = 'dap' AND s.product <> 'azure'
		AND NOT p.suspended AND NOT coalesce(g.suspended, FALSE)
		AND a.from_at < s.decided_at AND (a.to_at IS NULL OR a.to_at >= s.decided_at)
)
SELECT h.account, h.month,
	CASE s.product WHEN 'office365' THEN 'active office' WHEN 'azure' THEN 'consumed azure' ELSE 'active mobility' END,
	sum(CASE s.product WHEN 'azure' THEN u.consumed ELSE u.active END)
FROM held h
JOIN subscriptions s ON s.id = h.subscription_id
JOIN usage u ON u.month = h.month AND u.subscription_id = h.subscription_id
WHERE s.product <> 'crm-online'
GROUP BY 1, 2, 3
UNION ALL
SELECT h.account, h.month, CASE s.product WHEN 'office365' THEN 'seats office' ELSE 'seats crm' END, sum(x.seats)
FROM held h
JOIN months m ON m.month = h.month
JOIN subscriptions s ON s.id = h.subscription_id
JOIN sales x ON x.subscription_id = h.subscription_id AND x.sold_at >= m.window_at AND x.sold_at < m.end_at
WHERE s.product IN ('office365', 'crm-online')
GROUP BY 1, 2, 3;
