-- The round of the notice of 2015-06-09: 常州市第三批优质服务品牌推荐.  Every key of round_setting is explained in README.md beside this file.
-- The notice is printed word for word; only its punctuation is set full width, as the conversion had damaged it.

INSERT INTO round (id, slug, year, batch_label, title, reference_on, is_current) VALUES
    (1, '2015-3', 2015, '第三批 · 2015年', '常州市第三批优质服务品牌推荐', '2015-06-25', 1);

-- Windows are Beijing days as UTC seconds: opens at 00:00 of the first day, closes at 24:00 of the last.
INSERT INTO stage_window (round_id, stage, opens_at, closes_at, summary, before_text, open_text, after_text) VALUES
    (1, 'nomination', 1433779200, 1435248000, -- 06-09 to 06-25
     '凡积极开展文明行业、文明单位创建的单位，向市行业主管部门申报，填写《申报表》。',
     '可以查看通知全文和五项条件，准备申报材料。',
     '窗口单位可以在线填写申报表，随时保存；提交后打印一式三份，盖章报送。',
     '申报已经截止。已提交的申报可以查看、打印；未提交的草稿仍然保留，可以查看。'),
    (1, 'recommendation', 1435248000, 1436544000, -- 06-26 to 07-10
     '市行业主管部门初步评审后，择优向市文明办报送1-2个服务品牌；市参创行业以外的服务品牌，由辖市（区）文明办择优推荐3-5个。',
     '申报截止后，由市行业主管部门和辖市（区）文明办开始初步评审。',
     '市行业主管部门和辖市（区）文明办正在审阅申报，择优推荐。申报单位可以查看进度。',
     '推荐已经截止。推荐结果报市文明办组织初审。'),
    (1, 'preliminary_review', 1436544000, 1437408000, -- 07-11 to 07-20
     '市文明办会同有关部门对上报的服务品牌进行评审，提出常州市第三批优质服务品牌建议名单。',
     '推荐截止后，由市文明办会同有关部门评审。',
     '市文明办正会同有关部门评审，提出建议名单。',
     '初审已经结束。建议名单在公示评议阶段公布。'),
    (1, 'publicity', 1437408000, 1437840000, -- 07-21 to 07-25
     '建议名单在常州文明网公示，同时在单位及其基层营业厅、办事窗口门前醒目位置公示，接受社会监督和评议。',
     '公示开始后，可以在本站查看建议名单和品牌介绍，反映意见。',
     '建议名单正在公示。可以查看名单和品牌介绍，通过本站、来信、来电反映意见。',
     '公示已经结束。公示期内收到的意见，按规定核实和答复。'),
    (1, 'evaluation', 1437840000, 1440086400, -- 07-26 to 08-20
     '召开优质服务品牌汇报展示会，邀请专家评委进行现场打分，评选出十大服务品牌和优质服务品牌，报市文明委审定。',
     '公示结束后，召开汇报展示会，由专家评委现场打分。',
     '汇报展示会和审定工作正在进行，结果以市文明委的命名决定为准。',
     '评定已经结束。命名结果以市文明委的决定为准。'),
    (1, 'promotion', 1440086400, 1443628800, -- 08-21 to 09-30
     '在媒体开展专题宣传报道，编写下发《常州市第三批优质服务品牌案例集》，在各相关行业中大力推广和运用优质服务品牌。',
     '命名以后，开展专题宣传报道，编写《常州市第三批优质服务品牌案例集》。',
     '正在开展专题宣传报道，编写《常州市第三批优质服务品牌案例集》。',
     '本批次各阶段工作已经结束。命名结果和案例长期公布。');

INSERT INTO notice (id, ref, round_id, title, title_lines, issuer, issued_on, published_at) VALUES
    (1, 'call-2015-3', 1, '关于做好常州市第三批优质服务品牌推荐工作的通知',
     '关于做好|常州市第三批|优质服务品牌|推荐工作的通知', '常州市文明办', '2015-06-09', 1433779200);

INSERT INTO notice_paragraph (notice_id, ord, kind, text) VALUES
    (1, 1, 'address', '各辖市（区）文明办，市各参创行业主管部门：'),
    (1, 2, 'text', '为持续深化文明行业创建，提升我市窗口行业服务水平，根据市文明委年度工作部署，决定在全市参创行业中开展第三批优质服务品牌推荐活动。现将有关事项通知如下：'),
    (1, 3, 'heading', '一、推荐范围'),
    (1, 4, 'text', '凡面向社会开放、直接服务群众的窗口单位，在创建文明行业、优化服务质量过程中形成的广大群众欢迎、主管部门认可、知名度较高，运行一年以上，并具有推广价值的服务品牌（包括服务方法、服务手段和工作载体）均可推荐。全市各文明行业参创行业，以市行业为单位申报。'),
    (1, 5, 'heading', '二、推荐条件'),
    (1, 6, 'text', '被推荐的优质服务品牌需具备以下条件：'),
    (1, 7, 'item', '1. 创新性。坚持以人为本，体现行业特色，富有时代气息，在工作思路、方法、载体等方面有独特创意；'),
    (1, 8, 'item', '2. 引领性。服务质量优质高效，有标准化的服务规范，能引领本行业服务发展趋势；'),
    (1, 9, 'item', '3. 独特性。有鲜明的名称和标识。服务手段、方法有较高的科技含量、丰富的文化内涵；'),
    (1, 10, 'item', '4. 实践性。能够直接运用于实际工作，从事同行业、同类服务的单位及从业人员能够学习借鉴，熟练掌握；'),
    (1, 11, 'item', '5. 整体性。所在单位有健全的品牌管理体系和保障机制，近两年未发生重大违纪违法案件和重大责任事故，未发生有负面影响的服务质量问题。'),
    (1, 12, 'text', '已被评为常州市第一、第二批优质服务品牌的，不再参加此次推荐。'),
    (1, 13, 'heading', '三、推荐程序'),
    (1, 14, 'item', '1. 自荐申报。凡积极开展文明行业、文明单位创建的单位，向市行业主管部门申报，填写《申报表》（一式三份，表格见附件）。金坛、溧阳、武进申报的服务品牌，在征求当地文明办意见后，报送市行业主管部门。时间：2015年6月25日前。'),
    (1, 15, 'item', '2. 择优推荐。市行业主管部门初步评审后，择优向市文明办报送1-2个服务品牌。市参创行业以外的服务品牌，辖市（区）文明办经过初审，可择优直接向市文明办推荐3-5个。市文明办创建处联系电话：85680863，邮箱：czwmb@163.com。时间：2015年7月10日前。'),
    (1, 16, 'item', '3. 组织初审。市文明办会同有关部门对上报的服务品牌进行评审，提出常州市第三批优质服务品牌建议名单。时间：2015年7月20日前。'),
    (1, 17, 'item', '4. 公示评议。市文明办将常州市第三批优质服务品牌建议名单在常州文明网公示；所在单位将服务品牌介绍以及市文明办的地址、电子信箱、联系电话在单位及其基层营业厅、办事窗口门前醒目位置公示，接受社会监督和评议。时间：2015年7月25日前。'),
    (1, 18, 'item', '5. 评定命名。召开常州市第三届优质服务品牌汇报展示会，邀请专家评委进行现场打分，评选出常州市第三届十大服务品牌和优质服务品牌，报市文明委审定。市文明委对获奖服务品牌进行命名表彰。时间：2015年8月20日前。'),
    (1, 19, 'item', '6. 宣传推广。在媒体开展专题宣传报道，展示行业服务品牌。编写下发《常州市第三批优质服务品牌案例集》，在各相关行业中大力推广和运用优质服务品牌，不断提升文明行业的社会满意度。时间：2015年9月底前。'),
    (1, 20, 'heading', '四、工作要求'),
    (1, 21, 'item', '1. 高度重视，积极推荐。各窗口行业要把优质服务品牌推广行动作为当前文明行业创建的重点内容，作为深化创建工作、推广优质服务的重要载体，结合自身实际，制定具体实施意见和工作方案，做到有目标、有计划、有要求、有措施。要认真组织品牌推荐，从严把关，确保所推荐品牌的示范性。'),
    (1, 22, 'item', '2. 融入实践，扩大效应。要从增强从业人员职业道德意识、提高服务质量和水平入手，借鉴融合其他行业先进做法，不断完善自身的服务品牌，提升窗口服务水平，使文明行业创建成果能够直接服务大局、惠及广大群众。要精心设计活动载体，及时总结提炼成果，增强品牌的说服力和竞争力，努力打造一批在全省叫得响的服务品牌。'),
    (1, 23, 'item', '3. 广泛参与，形成氛围。各行业要结合窗口服务人员的思想实际，精心组织教育动员活动，深入宣传优质服务品牌推广行动的目的和意义，广泛发动从业人员以饱满的热情主动参与品牌提升、推广和展示等各项活动，提高行业的整体素质。要加大新闻宣传力度，提升优质服务品牌的知名度和影响力。'),
    (1, 24, 'text', '附件：常州市第三批优质服务品牌推荐表'),
    (1, 25, 'sign', '常州市文明办'),
    (1, 26, 'sign', '2015年6月9日');

-- The five conditions, in the words of the notice.
INSERT INTO condition (round_id, ord, name, text) VALUES
    (1, 1, '创新性', '坚持以人为本，体现行业特色，富有时代气息，在工作思路、方法、载体等方面有独特创意。'),
    (1, 2, '引领性', '服务质量优质高效，有标准化的服务规范，能引领本行业服务发展趋势。'),
    (1, 3, '独特性', '有鲜明的名称和标识。服务手段、方法有较高的科技含量、丰富的文化内涵。'),
    (1, 4, '实践性', '能够直接运用于实际工作，从事同行业、同类服务的单位及从业人员能够学习借鉴，熟练掌握。'),
    (1, 5, '整体性', '所在单位有健全的品牌管理体系和保障机制，近两年未发生重大违纪违法案件和重大责任事故，未发生有负面影响的服务质量问题。');

-- Names in the forms that fit both before and after the change of districts in mid-2015 (handbook 6.1), as the notice itself has them.
INSERT INTO district (id, round_id, code, ord, name, office_name, needs_local_opinion, valid_from_on, valid_to_on) VALUES
    (1, 1, 'tianning', 1, '天宁区', '天宁区文明办', 0, NULL, NULL),
    (2, 1, 'zhonglou', 2, '钟楼区', '钟楼区文明办', 0, NULL, NULL),
    (3, 1, 'xinbei', 3, '新北区', '新北区文明办', 0, NULL, NULL),
    (4, 1, 'wujin', 4, '武进区', '武进区文明办', 1, NULL, NULL),
    (5, 1, 'jintan', 5, '金坛', '金坛文明办', 1, NULL, NULL),
    (6, 1, 'liyang', 6, '溧阳市', '溧阳市文明办', 1, NULL, NULL),
    (7, 1, 'qishuyan', 7, '戚墅堰区', '戚墅堰区文明办', 0, NULL, '2015-04-28');

-- Handbook 6.2; the names of the authorities are to be checked by the office.
INSERT INTO sector (id, round_id, code, ord, name, authority_name) VALUES
    (1, 1, 'tax_state', 1, '国税', '市国税局'),
    (2, 1, 'tax_local', 2, '地税', '市地税局'),
    (3, 1, 'commerce_admin', 3, '工商', '市工商局'),
    (4, 1, 'quality', 4, '质监', '市质监局'),
    (5, 1, 'food_drug', 5, '食药监', '市食药监局'),
    (6, 1, 'police', 6, '公安', '市公安局'),
    (7, 1, 'traffic_police', 7, '车管', '市公安局'),
    (8, 1, 'civil_affairs', 8, '民政', '市民政局'),
    (9, 1, 'justice', 9, '司法行政', '市司法局'),
    (10, 1, 'hr_social', 10, '人社', '市人社局'),
    (11, 1, 'land', 11, '国土', '市国土局'),
    (12, 1, 'housing', 12, '房管', '市房管局'),
    (13, 1, 'construction', 13, '城乡建设', '市城乡建设局'),
    (14, 1, 'planning', 14, '规划', '市规划局'),
    (15, 1, 'city_mgmt', 15, '城管', '市城管局'),
    (16, 1, 'parks', 16, '园林', '市园林局'),
    (17, 1, 'transport', 17, '交通运输', '市交通运输局'),
    (18, 1, 'bus', 18, '公交', '市交通运输局'),
    (19, 1, 'taxi', 19, '出租车', '市交通运输局'),
    (20, 1, 'railway', 20, '铁路', '常州站'),
    (21, 1, 'airport', 21, '民航', '常州机场'),
    (22, 1, 'health', 22, '卫生计生', '市卫计委'),
    (23, 1, 'education', 23, '教育', '市教育局'),
    (24, 1, 'culture', 24, '文广新', '市文广新局'),
    (25, 1, 'tourism', 25, '旅游', '市旅游局'),
    (26, 1, 'commerce', 26, '商贸', '市商务局'),
    (27, 1, 'gov_service', 27, '政务服务', '市政务办'),
    (28, 1, 'housing_fund', 28, '公积金', '市公积金中心'),
    (29, 1, 'power', 29, '供电', '常州供电公司'),
    (30, 1, 'water', 30, '供水', '通用自来水公司'),
    (31, 1, 'drainage', 31, '排水', '市排水管理处'),
    (32, 1, 'gas', 32, '燃气', '港华燃气公司'),
    (33, 1, 'post', 33, '邮政', '市邮政管理局'),
    (34, 1, 'telecom', 34, '通信（电信）', '中国电信常州分公司'),
    (35, 1, 'mobile', 35, '通信（移动）', '中国移动常州分公司'),
    (36, 1, 'unicom', 36, '通信（联通）', '中国联通常州分公司'),
    (37, 1, 'cable_tv', 37, '广电网络', '江苏有线常州分公司'),
    (38, 1, 'bank', 38, '银行', '市银行业协会'),
    (39, 1, 'insurance', 39, '保险', '市保险行业协会'),
    (40, 1, 'oil', 40, '石油', '中石化常州分公司'),
    (41, 1, 'tobacco', 41, '烟草', '市烟草局'),
    (42, 1, 'customs', 42, '海关', '常州海关'),
    (43, 1, 'ciq', 43, '检验检疫', '常州出入境检验检疫局'),
    (44, 1, 'weather', 44, '气象', '市气象局'),
    (45, 1, 'property', 45, '物业', '市房管局');

INSERT INTO quota (round_id, kind, places_min, places_max) VALUES
    (1, 'sector', 1, 2),
    (1, 'district', 3, 5);

INSERT INTO round_setting (round_id, key, value) VALUES
    -- the site
    (1, 'site_name', '常州市优质服务品牌推荐'),
    (1, 'site_name_parts', '常州市|优质服务品牌推荐'),
    (1, 'site_description', '常州市优质服务品牌的申报、推荐、公示、评定和推广'),
    (1, 'site_keywords', '优质服务品牌,文明行业,自荐申报,公示评议,命名表彰'),
    (1, 'seal_text', '优质服务'),
    (1, 'site_domain', ''),
    (1, 'site_id_code', ''),
    (1, 'icp_no', ''),
    (1, 'police_no', ''),
    (1, 'party_gov_url', ''),
    (1, 'find_error_url', ''),
    (1, 'network_text', ''),
    (1, 'undertaker', ''),
    -- who runs it and how to reach them
    (1, 'organiser', '常州市精神文明建设指导委员会办公室'),
    (1, 'organiser_short', '市文明办'),
    (1, 'commission', '常州市精神文明建设指导委员会'),
    (1, 'commission_short', '市文明委'),
    (1, 'contact_department', '市文明办创建处'),
    (1, 'contact_address', ''),
    (1, 'contact_postcode', ''),
    (1, 'contact_phone', '0519-85680863'),
    (1, 'contact_hours', '工作日办公时间'),
    (1, 'contact_email', 'czwmb@163.com'),
    (1, 'consult_phone', '0519-85680863'),
    (1, 'hotline', '0519-85680855'),
    (1, 'area_code', '0519'),
    -- the round and the paper
    (1, 'batch_name', '第三批'),
    (1, 'award_name', '常州市优质服务品牌'),
    (1, 'award_name_top', '常州市十大服务品牌'),
    (1, 'receipt_prefix', 'CZPP-2015'),
    (1, 'form_title', '常州市优质服务品牌申报表'),
    (1, 'form_maker', '常州市精神文明建设指导委员会办公室'),
    -- working days that a reviewer should need for one nomination
    (1, 'review_workdays', '5'),
    -- working days that a return for revision proposes
    (1, 'return_workdays', '3'),
    (1, 'objection_identity', 'encouraged'),
    (1, 'objection_acknowledge_workdays', '1'),
    (1, 'objection_conclude_workdays', '5'),
    (1, 'objection_reply_workdays', '2'),
    (1, 'objection_identity_keep_days', '90'),
    (1, 'objection_prefix', 'GS-2015'),
    (1, 'recommendation_assurance', '经核，上述单位近两年未发现重大违纪违法案件、重大责任事故和有负面影响的服务质量问题，情况属实，同意推荐。请予审核。'),
    (1, 'reminder_text', '{body}：

{title}还有下列事项等你单位办理：

{items}

截止时间 {deadline}（{left}），请抓紧办理；已经办理的，请不必理会。有疑问请与{organiser}联系，电话 {phone}。'),
    -- 公示: the notice's title, its text with names in braces, the list's name, the number of the notice that it rests on
    (1, 'publicity_title', '关于常州市|第三批优质服务品牌|候选名单的公示'),
    (1, 'publicity_list_name', '常州市第三批优质服务品牌候选名单'),
    (1, 'publicity_doc_no', ''),
    (1, 'publicity_text', '根据《关于做好常州市第三批优质服务品牌推荐工作的通知》{doc_no}要求，经自荐申报、择优推荐、组织初审，拟将“{brand}”等{N}个品牌列为常州市第三批优质服务品牌候选对象。为体现公开、公平、公正，现将名单予以公示，请社会各界监督评议。
公示时间：{period}。
公示期内，对候选品牌有意见的，可通过来电、来信、电子邮件、来访或本网页向我办反映。反映情况应客观真实、具体明确。以单位名义反映的，请加盖公章；以个人名义反映的，请署真实姓名并留联系方式，我办将严格保密。信函以寄出邮戳日期为准。'),
    (1, 'none_sector', '非参创行业'),
    (1, 'none_sector_hint', '不属于所列行业的，选“非参创行业”，由所在辖市（区）文明办推荐'),
    -- attachments: files of one nomination, bytes of one file and of all
    (1, 'attachment_files_max', '10'),
    (1, 'attachment_file_bytes_max', '10485760'),
    (1, 'attachment_total_bytes_max', '52428800'),
    -- what is said at certain moments
    (1, 'home_lead', '从全市窗口单位中，推荐一批群众欢迎、主管部门认可、可学可用的服务品牌。'),
    (1, 'fee_statement', '本次推荐评选不收取任何费用'),
    (1, 'scope_text', '面向社会开放、直接服务群众的窗口单位，运行一年以上、具有推广价值的服务品牌（包括服务方法、服务手段和工作载体），均可申报。已被评为常州市第一、第二批优质服务品牌的，不再参加。'),
    (1, 'route_sector_city', '提交后打印一式三份，加盖公章，报送市行业主管部门。'),
    (1, 'route_sector_county', '提交后打印一式三份，加盖公章，先送当地文明办征求意见，再报送市行业主管部门。'),
    (1, 'route_district', '提交后打印一式三份，加盖公章，报送所在辖市（区）文明办。'),
    (1, 'late_contact', '确有特殊情况的，请联系市文明办创建处，电话 0519-85680863。'),
    (1, 'account_help', '账号由市文明办或者主管部门开通。忘记密码的，请联系市文明办创建处重置。'),
    -- the statements of the law that stand beside the form
    (1, 'legal_truth', '申报单位对填报内容的真实性负责。经核实内容不实的，取消申报资格；已经命名的，由市文明委研究撤销。'),
    (1, 'legal_version', '每次提交形成一个版本。盖章和意见只对应所盖、所签的版本；此后修改的，须重新打印、重新盖章。'),
    (1, 'clause_scope', '通知第一部分：“凡面向社会开放、直接服务群众的窗口单位……均可推荐。”'),
    (1, 'clause_one_year', '通知第一部分：“……运行一年以上，并具有推广价值的服务品牌……均可推荐。”'),
    (1, 'clause_route', '通知第一、三部分：“全市各文明行业参创行业，以市行业为单位申报。”“金坛、溧阳、武进申报的服务品牌，在征求当地文明办意见后，报送市行业主管部门。”“市参创行业以外的服务品牌，辖市（区）文明办经过初审，可择优直接向市文明办推荐3-5个。”'),
    (1, 'clause_past_award', '通知第二部分：“已被评为常州市第一、第二批优质服务品牌的，不再参加此次推荐。”'),
    (1, 'clause_one_each', '通知第一部分：“全市各文明行业参创行业，以市行业为单位申报。”一个品牌只从一个渠道申报。'),
    (1, 'legal_publicity', '品牌名称、口号、类型、创建时间、标识及释义、照片和品牌简介，申报单位及窗口的名称、地址，所属行业，将在公示和命名时向社会公开。联系人、联系电话和手机号码不公开。'),
    -- what a unit is told before it gives personal information (purpose, method, scope, retention, rights, contact)
    (1, 'privacy_intro', '本系统只收集办理申报必需的个人信息，不收集身份证号码、出生日期、民族、政治面貌和家庭住址。'),
    (1, 'privacy_controller', '个人信息由常州市精神文明建设指导委员会办公室负责处理。'),
    (1, 'privacy_purpose', '用于核对申报、通知补正、联系展示和命名事宜，不用于其他目的。'),
    (1, 'privacy_method', '由申报单位在线填写，加密传输，存放在主办单位管理的服务器上，按职责授权查看，查看和修改留有记录。'),
    (1, 'privacy_scope', '负责人和联系人的姓名、职务，办公电话；手机和电子邮箱为选填。手机号码只有本单位和市文明办可以看到全部数字。'),
    (1, 'privacy_sharing', '申报表提供给市行业主管部门、所在辖市（区）文明办和评审人员，仅限本次推荐使用。'),
    (1, 'privacy_public', '公示和命名公开的内容不含联系人、电话、手机和电子邮箱。'),
    (1, 'privacy_retention', '未提交的草稿保存1年；联系信息保存至本批次结束后3年，到期删除。申报表和命名档案按档案规定保存。'),
    (1, 'privacy_rights', '可以查阅、更正本人的信息，也可以要求删除已经不再需要的信息。'),
    (1, 'privacy_contact', '有关个人信息的询问和要求，请联系市文明办创建处，电话 0519-85680863，电子邮箱 czwmb@163.com。'),
    (1, 'privacy_cookie', '公开页面不设跟踪。登录后只使用维持登录所必需的标识，退出或者到期即失效。');

-- ---------------------------------------------------------------- the form
INSERT INTO form_section (round_id, code, ord, part, title, hint, intro, advice) VALUES
    (1, 'unit', 1, 'prepare', '申报单位', '名称、窗口、行业、所在地、服务规模',
     '所属行业和所在辖市、区决定报送给哪个部门，请按实际情况选择。',
     '单位名称与公章逐字一致。命名决定、证书和奖牌都用这里填写的名称。
不属于所列行业的窗口单位，选“非参创行业”，由所在辖市（区）文明办推荐。'),
    (1, 'contact', 2, 'prepare', '负责人和联系人', '姓名、职务、电话',
     '这些内容只用于办理申报，不在公示中公开。',
     '联系人请填具体经办的人员，补正通知和展示安排都联系此人。
手机和电子邮箱可以不填。'),
    (1, 'brand', 3, 'fill', '品牌基本情况', '名称、口号、类型、创建时间',
     '品牌名称在各份名单、证书上只用这一处填写的写法。',
     '名称宜短，读得出、记得住，一般不超过 16 字。
名称外层不加引号和书名号，打印时统一添加。
创建时间填开始面向群众使用的年月，不填筹划、挂牌的时间。'),
    (1, 'story', 4, 'fill', '品牌简介与主要事迹', '简介 100 至 300 字，事迹 800 至 2000 字',
     '简介用于公示和宣传，事迹供评审阅读。用事实和数据说明。',
     '先写问题，再写做法，最后写结果。
用数字说话：多少人次、缩短几分钟、满意率多少。
可以从 WPS、Word 粘贴，字数算法相同，段落保留。'),
    (1, 'conditions', 5, 'fill', '五项条件', '创新性、引领性、独特性、实践性、整体性',
     '每项 50 至 400 字，用事实和数据说明。',
     '五项分别对应通知的五项条件，评审时逐项对照。
同一件事只在最合适的一项里写清楚，不必重复。
整体性请写明管理制度、责任人员和近两年的情况。'),
    (1, 'honours', 6, 'fill', '荣誉与评价', '文明称号、媒体报道，没有可以不填',
     '没有的可以不填。每类最多 10 项。',
     '称号按证书或者文件上的全称填写，最近的写在前面。
媒体报道填公开发表的，转载不重复填写。'),
    (1, 'images', 7, 'fill', '品牌标识', '标识图样和释义，没有可以不填',
     '没有的可以不传。标识随申报表打印。',
     '标识请用原图，不用翻拍。'),
    (1, 'attachments', 8, 'fill', '附件材料', '制度、照片、媒体报道、证书等，没有可以不传',
     '没有的可以不传。照片随申报表打印，其他附件在申报表上列出名称和页数。',
     '照片选服务现场，横拍为好，能看清窗口和服务过程；每张写明时间、地点、做什么。
照片中的拍摄地点信息在上传时自动去除。
文件名请写清内容，例如 窗口服务规范（2014年修订）.pdf，清单和申报表照原样列出。
身份证、电话号码等个人信息请先遮盖。'),
    (1, 'declarations', 9, 'submit', '申报资格与承诺', '五项，逐项确认后才能提交',
     '请由单位负责人审阅全部内容后，逐项确认。',
     '五项都确认，才能提交。
有不能确认的，请先与市行业主管部门或者所在辖市（区）文明办联系。');

INSERT INTO attachment_kind (round_id, ident, ord, label, help, takes, caption_max, files_min, files_max, edge_min, bytes_instead) VALUES
    (1, 'rules', 1, '制度', '服务规范、标准、管理制度等', 'any', 0, 0, 10, 0, 0),
    (1, 'photo', 2, '照片', '服务现场，3 至 5 张，横拍为好', 'picture', 40, 3, 5, 1600, 1048576),
    (1, 'media', 3, '媒体', '报道的版面、网页截图等', 'any', 0, 0, 10, 0, 0),
    (1, 'certificate', 4, '证书', '荣誉证书、奖牌的照片或者扫描件', 'any', 0, 0, 10, 0, 0),
    (1, 'trademark', 5, '商标', '商标注册证、标识图样等', 'any', 0, 0, 10, 0, 0),
    (1, 'other', 6, '其他', '满意度调查、感谢信等', 'any', 0, 0, 10, 0, 0);

INSERT INTO form_field (round_id, ident, number, section, ord, label, help, type, pattern, rows_of, min, max, required, required_with, is_public, stage) VALUES
    -- A 品牌
    (1, 'brand_name', 1, 'brand', 1, '品牌名称', '2 至 30 字，外层不加引号和书名号，例如 23℃人社服务', 'text', 'brand_name', '', 2, 30, 'yes', '', 1, 'nomination'),
    (1, 'brand_slogan', 2, 'brand', 2, '品牌口号（服务理念）', '一句话，例如 多走一步，少跑一趟', 'text', '', '', 0, 40, 'no', '', 1, 'nomination'),
    (1, 'brand_logo', 3, 'images', 1, '品牌标识', 'PNG 或 JPG，不超过 2 MB，宽、高都不小于 600 像素', 'image', '', '', 0, 1, 'no', '', 1, 'nomination'),
    (1, 'logo_meaning', 4, 'images', 2, '标识释义', '说明图形、颜色、文字各代表什么；上传了标识才需要填写', 'longtext', '', '', 0, 200, 'with', 'brand_logo', 1, 'nomination'),
    (1, 'brand_kind', 5, 'brand', 3, '品牌类型', '按品牌的主要内容选择，难以归入一类的选“综合”', 'choice', '', '', 0, 0, 'yes', '', 1, 'nomination'),
    (1, 'brand_started_on', 6, 'brand', 4, '品牌创建时间', '开始面向群众使用的年月，例如 2013年9月', 'month', '', '', 0, 0, 'yes', '', 1, 'nomination'),
    (1, 'round_id', 7, 'brand', 5, '申报批次', '', 'computed', '', '', 0, 0, 'no', '', 1, 'nomination'),
    (1, 'filled_on', 8, 'brand', 6, '填报日期', '', 'computed', '', '', 0, 0, 'no', '', 0, 'nomination'),
    -- B 申报单位
    (1, 'unit_name', 9, 'unit', 1, '申报单位', '填写全称，与公章一致，例如 示例市第一供水服务有限公司', 'text', 'unit_name', '', 4, 60, 'yes', '', 1, 'nomination'),
    (1, 'window_name', 10, 'unit', 2, '窗口（营业厅）名称', '直接服务群众的地点，公示时在此张贴，例如 城北营业厅', 'text', '', '', 0, 60, 'yes', '', 1, 'nomination'),
    (1, 'org_code', 11, 'unit', 3, '统一社会信用代码或组织机构代码', '18 位或 9 位，例如 12345678-X 填 12345678X', 'text', 'org_code', '', 0, 18, 'no', '', 0, 'nomination'),
    (1, 'unit_kind', 12, 'unit', 4, '单位性质', '按登记的类型选择', 'choice', '', '', 0, 0, 'yes', '', 0, 'nomination'),
    (1, 'sector_id', 13, 'unit', 5, '所属行业', '以市行业为单位申报；不在所列行业的，选“非参创行业”', 'choice', '', '', 0, 0, 'yes', '', 1, 'nomination'),
    (1, 'authority_id', 14, 'unit', 7, '市行业主管部门', '', 'computed', '', '', 0, 0, 'no', '', 1, 'nomination'),
    (1, 'district_id', 15, 'unit', 6, '所在辖市、区', '按窗口所在地选择', 'choice', '', '', 0, 0, 'yes', '', 1, 'nomination'),
    (1, 'unit_address', 16, 'unit', 8, '单位地址', '填写窗口的地址，写到门牌号，例如 天宁区示例路 1 号', 'text', '', '', 0, 80, 'yes', '', 1, 'nomination'),
    (1, 'postcode', 17, 'unit', 9, '邮政编码', '6 位数字，例如 213000', 'text', 'postcode', '', 0, 6, 'no', '', 0, 'nomination'),
    (1, 'leader_name', 18, 'contact', 1, '负责人姓名', '单位主要负责人', 'text', '', '', 0, 20, 'yes', '', 0, 'nomination'),
    (1, 'leader_title', 18, 'contact', 2, '负责人职务', '例如 主任', 'text', '', '', 0, 30, 'yes', '', 0, 'nomination'),
    (1, 'contact_name', 19, 'contact', 3, '联系人姓名', '具体经办的人员', 'text', '', '', 0, 20, 'yes', '', 0, 'nomination'),
    (1, 'contact_title', 19, 'contact', 4, '联系人职务', '例如 办公室科员', 'text', '', '', 0, 30, 'yes', '', 0, 'nomination'),
    (1, 'contact_phone', 20, 'contact', 5, '办公电话', '可以填两个，用顿号分开，例如 0519-00000001、0519-00000002', 'text', 'phone', '', 0, 60, 'yes', '', 0, 'nomination'),
    (1, 'contact_mobile', 21, 'contact', 6, '手机', '11 位数字，只有本单位和市文明办可以看到全部数字', 'text', 'mobile', '', 0, 11, 'no', '', 0, 'nomination'),
    (1, 'contact_email', 22, 'contact', 7, '电子邮箱', '例如 fuwu@example.com', 'text', 'email', '', 0, 100, 'no', '', 0, 'nomination'),
    (1, 'staff_count', 23, 'unit', 10, '职工人数', '全单位人数，只填数字，例如 126', 'integer', '', '', 1, 200000, 'yes', '', 0, 'nomination'),
    (1, 'window_staff_count', 23, 'unit', 11, '窗口人数', '直接面向群众服务的人数，只填数字，例如 18', 'integer', '', '', 1, 200000, 'no', '', 0, 'nomination'),
    (1, 'served_per_year', 24, 'unit', 12, '年服务人次', '最近一个完整年度，只填数字，例如 86000', 'integer', '', '', 1, 999999999, 'no', '', 1, 'nomination'),
    (1, 'honours', 25, 'honours', 1, '已获文明称号', '最多 10 项，例如 文明单位、青年文明号、巾帼文明岗', 'rows', '', '', 0, 10, 'no', '', 1, 'nomination'),
    (1, 'honours.name', 25, 'honours', 2, '名称', '按证书或者文件上的全称', 'text', '', 'honours', 0, 60, 'yes', '', 1, 'nomination'),
    (1, 'honours.giver', 25, 'honours', 3, '授予单位', '', 'text', '', 'honours', 0, 60, 'yes', '', 1, 'nomination'),
    (1, 'honours.month', 25, 'honours', 4, '授予年月', '例如 2014年3月', 'month', '', 'honours', 0, 0, 'yes', '', 1, 'nomination'),
    (1, 'media', 26, 'honours', 5, '媒体报道、社会评价', '最多 10 项', 'rows', '', '', 0, 10, 'no', '', 0, 'nomination'),
    (1, 'media.outlet', 26, 'honours', 6, '媒体或者评价单位', '', 'text', '', 'media', 0, 60, 'yes', '', 0, 'nomination'),
    (1, 'media.title', 26, 'honours', 7, '标题或者内容', '', 'text', '', 'media', 0, 60, 'yes', '', 0, 'nomination'),
    (1, 'media.on', 26, 'honours', 8, '日期', '例如 2014年11月6日', 'date', '', 'media', 0, 0, 'yes', '', 0, 'nomination'),
    -- C 材料
    (1, 'brand_summary', 27, 'story', 1, '品牌简介', '写清做什么、怎么做、效果如何，用于公示名单和窗口张贴', 'longtext', '', '', 100, 300, 'yes', '', 1, 'nomination'),
    (1, 'criterion_text_1', 28, 'conditions', 1, '创新性', '思路、方法、载体有什么独特创意，解决了什么问题', 'longtext', '', '', 50, 400, 'yes', '', 0, 'nomination'),
    (1, 'criterion_text_2', 29, 'conditions', 2, '引领性', '有哪些标准化的服务规范，在本行业起了什么引领作用', 'longtext', '', '', 50, 400, 'yes', '', 0, 'nomination'),
    (1, 'criterion_text_3', 30, 'conditions', 3, '独特性', '名称和标识有什么含义，服务手段、方法的科技含量和文化内涵', 'longtext', '', '', 50, 400, 'yes', '', 0, 'nomination'),
    (1, 'criterion_text_4', 31, 'conditions', 4, '实践性', '怎样用于实际工作，同行业的单位和人员怎样学习借鉴', 'longtext', '', '', 50, 400, 'yes', '', 0, 'nomination'),
    (1, 'criterion_text_5', 32, 'conditions', 5, '整体性', '品牌管理体系和保障机制，近两年的遵纪守法、安全和服务质量情况', 'longtext', '', '', 50, 400, 'yes', '', 0, 'nomination'),
    (1, 'main_story', 33, 'story', 2, '主要事迹（品牌创建情况）', '800 至 2000 字，以 1500 至 2000 字为宜；可以分段', 'longtext', '', '', 800, 2000, 'yes', '', 0, 'nomination'),
    (1, 'standard_docs', 34, 'story', 3, '服务规范（标准）名称', '现行的制度、规范、标准，例如 《窗口服务规范（2014年修订）》', 'longtext', '', '', 0, 200, 'no', '', 0, 'nomination'),
    (1, 'attachments', 35, 'attachments', 1, '佐证材料', '', 'computed', '', '', 0, 0, 'no', '', 0, 'later'),
    (1, 'photos', 36, 'attachments', 2, '照片', '', 'computed', '', '', 0, 0, 'no', '', 1, 'later'),
    (1, 'showcase_script', 37, 'story', 4, '展示讲稿', '入围以后填写，不超过 1000 字', 'longtext', '', '', 0, 1000, 'yes', '', 0, 'evaluation'),
    (1, 'case_text', 38, 'story', 5, '案例正文', '命名以后填写，2000 至 5000 字', 'longtext', '', '', 2000, 5000, 'yes', '', 1, 'promotion'),
    -- D 承诺
    (1, 'decl_public_window', 39, 'declarations', 1, '本单位是面向社会开放、直接服务群众的窗口单位', '', 'declaration', '', '', 0, 0, 'yes', '', 0, 'nomination'),
    (1, 'decl_one_year', 40, 'declarations', 2, '本品牌至2015年6月25日已运行满一年', '', 'declaration', '', '', 0, 0, 'yes', '', 0, 'nomination'),
    (1, 'decl_clean_two_years', 41, 'declarations', 3, '本单位近两年未发生重大违纪违法案件和重大责任事故，未发生有负面影响的服务质量问题', '', 'declaration', '', '', 0, 0, 'yes', '', 0, 'nomination'),
    (1, 'decl_not_named_before', 42, 'declarations', 4, '本品牌未被评为常州市第一批、第二批优质服务品牌', '', 'declaration', '', '', 0, 0, 'yes', '', 0, 'nomination'),
    (1, 'decl_true_and_consent', 43, 'declarations', 5, '申报材料真实准确，同意公示申报单位、品牌名称、标识、照片和品牌简介，同意将材料用于宣传报道和编写《常州市第三批优质服务品牌案例集》', '', 'declaration', '', '', 0, 0, 'yes', '', 0, 'nomination');

INSERT INTO form_choice (round_id, ident, ord, value, label) VALUES
    (1, 'brand_kind', 1, 'method', '服务方法'),
    (1, 'brand_kind', 2, 'means', '服务手段'),
    (1, 'brand_kind', 3, 'carrier', '工作载体'),
    (1, 'brand_kind', 4, 'combined', '综合'),
    (1, 'unit_kind', 1, 'party_government', '党政机关'),
    (1, 'unit_kind', 2, 'civil_service_managed', '参公单位'),
    (1, 'unit_kind', 3, 'public_institution', '事业单位'),
    (1, 'unit_kind', 4, 'state_owned', '国有企业'),
    (1, 'unit_kind', 5, 'state_controlled', '国有控股企业'),
    (1, 'unit_kind', 6, 'private_enterprise', '非公企业'),
    (1, 'unit_kind', 7, 'social_organisation', '社会团体'),
    (1, 'unit_kind', 8, 'private_nonprofit', '民办非企业单位'),
    (1, 'unit_kind', 9, 'other', '其他');

-- The texts already printed in the boxes; a line end is a line end on the paper.
INSERT INTO opinion_box (round_id, ord, kind, label, sector_city, sector_county, district) VALUES
    (1, 1, 'unit', '申报单位意见', '材料属实，同意申报。', '材料属实，同意申报。', '材料属实，同意申报。'),
    (1, 2, 'district', '辖市（区）文明办意见', NULL, '经征求意见，同意申报。',
     '情况属实，同意推荐。经核，该单位近两年未发现重大违纪违法案件、重大责任事故和有负面影响的服务质量问题。'),
    (1, 3, 'sector', '市行业主管部门意见',
     '情况属实，同意推荐。经核，该单位近两年未发现重大违纪违法案件、重大责任事故和有负面影响的服务质量问题。
推荐排序：第　　位。',
     '情况属实，同意推荐。经核，该单位近两年未发现重大违纪违法案件、重大责任事故和有负面影响的服务质量问题。
推荐排序：第　　位。', NULL),
    (1, 4, 'office', '市文明办意见',
     '□ 经初审，拟列入候选名单。
□ 不列入，理由：',
     '□ 经初审，拟列入候选名单。
□ 不列入，理由：',
     '□ 经初审，拟列入候选名单。
□ 不列入，理由：'),
    (1, 5, 'commission', '市文明委意见',
     '同意命名为
□ 常州市十大服务品牌
□ 常州市优质服务品牌',
     '同意命名为
□ 常州市十大服务品牌
□ 常州市优质服务品牌',
     '同意命名为
□ 常州市十大服务品牌
□ 常州市优质服务品牌');

INSERT INTO form_note (round_id, ord, text) VALUES
    (1, 1, '本表一律打印，数字使用阿拉伯数字。'),
    (1, 2, '单位名称填写全称，并与公章一致。'),
    (1, 3, '没有的内容填“无”。'),
    (1, 4, '主要事迹可另附页。'),
    (1, 5, '本表一式三份，用A4纸双面打印，左侧装订。'),
    (1, 6, '不得改变本表格式。');

INSERT INTO copy_label (round_id, copy_no, route, keeper) VALUES
    (1, 1, 'sector_city', '市文明办存'),
    (1, 1, 'sector_county', '市文明办存'),
    (1, 1, 'district', '市文明办存'),
    (1, 2, 'sector_city', '市行业主管部门存'),
    (1, 2, 'sector_county', '市行业主管部门存'),
    (1, 2, 'district', '辖市（区）文明办存'),
    (1, 3, 'sector_city', '申报单位存'),
    (1, 3, 'sector_county', '申报单位存'),
    (1, 3, 'district', '申报单位存');
