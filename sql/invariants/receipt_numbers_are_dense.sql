-- Receipts of a round run 1, 2, 3 ... without a gap, in the order of first submission, and the next is the one after.
SELECT r.slug FROM round r
 WHERE r.next_receipt - 1 <> (SELECT COUNT(*) FROM nomination n WHERE n.round_id = r.id AND n.receipt_no IS NOT NULL)
UNION ALL
SELECT x.receipt_no FROM (
        SELECT n.receipt_no, s.value AS prefix,
               ROW_NUMBER() OVER (PARTITION BY n.round_id ORDER BY CAST(substr(n.receipt_no, length(s.value) + 2) AS INTEGER)) AS place
          FROM nomination n JOIN round_setting s ON s.round_id = n.round_id AND s.key = 'receipt_prefix'
         WHERE n.receipt_no IS NOT NULL) x
 WHERE CAST(substr(x.receipt_no, length(x.prefix) + 2) AS INTEGER) <> x.place;
