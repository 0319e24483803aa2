-- A line shows words of its own brand, never older ones than the version before showed; words that no version shows are none.
SELECT b.ref FROM published_line l JOIN published_text t ON t.id = l.text_id JOIN published_brand b ON b.id = l.brand_id
 WHERE t.brand_id <> l.brand_id
UNION ALL
SELECT b.ref FROM published_line l JOIN published_notice n ON n.id = l.notice_id JOIN published_brand b ON b.id = l.brand_id
  JOIN published_notice m ON m.round_id = n.round_id AND m.version_no = n.version_no + 1
  JOIN published_line k ON k.notice_id = m.id AND k.brand_id = b.id
 WHERE k.text_id < l.text_id
UNION ALL
SELECT b.ref FROM published_text t JOIN published_brand b ON b.id = t.brand_id
 WHERE NOT EXISTS (SELECT 1 FROM published_line l WHERE l.text_id = t.id);
