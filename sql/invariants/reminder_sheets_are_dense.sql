-- A gap in the numbers of the sheets, or a sheet on which nothing stands.
SELECT 'round ' || round_id FROM reminder_sheet GROUP BY round_id HAVING COUNT(*) <> MAX(number)
UNION ALL
SELECT 'sheet ' || s.number FROM reminder_sheet s WHERE NOT EXISTS (SELECT 1 FROM reminder_sheet_item i WHERE i.sheet_id = s.id);
