-- What the demonstration's office has decided about its round before it opened: the public reads the five conditions too.
-- The round of the seed keeps them to the reviewers, as handbook 1.2 has it (its column "Pub"); whoever opens them says so
-- where units give their consent, as here.  Loaded behind the seed, by `jianpin demo` alone.
UPDATE form_field SET is_public = 1 WHERE ident LIKE 'criterion_text%';
UPDATE form_field SET label = replace(label, '标识、照片和品牌简介', '标识、照片、品牌简介和五项条件的自述')
    WHERE ident = 'decl_true_and_consent';
UPDATE round_setting SET value = replace(value, '照片和品牌简介', '照片、品牌简介和五项条件的自述') WHERE key = 'legal_publicity';

-- The foot of a government site, with numbers and addresses that are plainly none (handbook 5.3).
UPDATE round_setting SET value = v.value FROM (SELECT 'site_id_code' AS key, '0000000000' AS value
    UNION ALL SELECT 'icp_no', '苏ICP备00000000号'
    UNION ALL SELECT 'police_no', '苏公网安备00000000000000号'
    UNION ALL SELECT 'party_gov_url', 'https://identity.example.gov.cn/'
    UNION ALL SELECT 'find_error_url', 'https://error.example.gov.cn/'
    UNION ALL SELECT 'network_text', '网站支持IPv6'
    UNION ALL SELECT 'undertaker', '示例市推荐系统运行维护组'
    UNION ALL SELECT 'site_domain', 'www.example.gov.cn'
    UNION ALL SELECT 'contact_address', '示例市行政中心（示例地址）'
    UNION ALL SELECT 'contact_postcode', '213000') AS v
WHERE round_setting.key = v.key;
