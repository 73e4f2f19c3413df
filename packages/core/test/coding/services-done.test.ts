import { describe, expect, it } from 'vitest';
import { type ServiceCase, servicesOf } from './services.js';

const CASES: readonly ServiceCase[] = [
  [
    'Right knee pain: 20610-RT, J3301',
    {
      text: 'CC: Right knee pain.\nHPI: 62 yo F here for scheduled right knee injection for osteoarthritis.\nProcedure: Risks discussed, consent obtained. Right knee prepped with betadine. 40 mg Kenalog and 4 mL lidocaine injected into the right knee via lateral approach. Tolerated well.\nAssessment: Primary osteoarthritis of right knee.\nPlan: Follow up in 3 months.\n',
      date: '2026-03-02',
    },
    ['20610-RT', 'J3301 × 4'],
  ],
  [
    'Left shoulder pain: 99213-25, 20610-LT, J1010',
    {
      text: 'CC: Left shoulder pain.\nHPI: 50 yo M established patient with 2 months of left shoulder pain. No injury.\nExam: Positive Neer and Hawkins.\nAssessment: Left shoulder bursitis (subacromial).\nPlan: Physical therapy referral.\nProcedure note: After verbal consent, the left subacromial space was injected with 80 mg Depo-Medrol and 3 mL lidocaine under sterile technique.\n',
      date: '2026-03-02',
    },
    ['99213-25', '20610-LT', 'J1010 × 80'],
  ],
  [
    'Warts: 99213-25, 17110',
    {
      text: 'CC: Warts.\nHPI: 12 yo boy with warts on the hands for 6 months, new problem. Mother reports OTC salicylic acid failed.\nExam: 4 verrucous papules on right hand.\nAssessment: Verruca vulgaris.\nPlan: Cryotherapy performed today to 4 warts with liquid nitrogen. Apply vaseline.\n',
      date: '2026-03-02',
    },
    ['99213-25', '17110'],
  ],
  [
    'Skin check: 99213-25, 17000, 17003',
    {
      text: 'CC: Skin check.\nHPI: 68 yo M with rough spots on scalp.\nAssessment/Plan:\n1. Actinic keratosis. 5 AKs on scalp treated with liquid nitrogen today. Start fluorouracil 5% cream to the forehead.\n',
      date: '2026-03-02',
    },
    ['99213-25', '17000', '17003 × 4'],
  ],
  [
    '45 yo F here for biopsy of pigmented lesion on left thigh: 11104',
    {
      text: 'Procedure note: Punch biopsy\nHPI: 45 yo F here for biopsy of pigmented lesion on left thigh.\nProcedure: Area anesthetized with lidocaine. 4 mm punch biopsy of lesion on the left thigh performed. Closed with one suture.\nAssessment: Neoplasm of uncertain behavior of skin of left thigh.\nPlan: Await pathology.\n',
      date: '2026-03-02',
    },
    ['11104'],
  ],
  [
    'Boil: 99213-25, 10060',
    {
      text: 'CC: Boil.\nHPI: 30 yo M with painful boil on the back for 4 days. No fever.\nExam: 2 cm fluctuant abscess on upper back.\nProcedure: Incision and drainage performed. 1% lidocaine, 11 blade, purulent material expressed.\nAssessment: Cutaneous abscess of back.\nPlan: Cephalexin 500 mg QID for 7 days.\n',
      date: '2026-03-02',
    },
    ['99213-25', '10060'],
  ],
  [
    'Laceration: 99283-25, 12002',
    {
      setting: 'ed',
      text: 'CC: Laceration.\nHPI: 25 yo M cut left forearm on glass today.\nExam: 4 cm laceration left forearm, no tendon injury.\nProcedure: Laceration repair. Wound irrigated, closed with 6 interrupted 4-0 nylon sutures. Length 4 cm.\nAssessment: Laceration without foreign body of left forearm.\nPlan: Suture removal in 10 days. Cephalexin 500 mg.\n',
      date: '2026-03-02',
    },
    ['99283-25', '12002'],
  ],
  [
    'Hearing loss: 99213-25, 69210-50',
    {
      text: 'CC: Hearing loss.\nHPI: 70 yo M with decreased hearing both ears.\nExam: Bilateral cerumen impaction.\nProcedure: Impacted cerumen removed from both ears with curette under direct visualization.\nAssessment: Bilateral impacted cerumen.\nPlan: Debrox weekly.\n',
      date: '2026-03-02',
    },
    ['99213-25', '69210-50'],
  ],
  [
    'Sore throat: 99213, 87880-QW',
    {
      text: 'CC: Sore throat.\nHPI: 9 yo girl with sore throat and fever for 2 days.\nExam: Tonsillar exudate.\nLabs: Rapid strep positive.\nAssessment: Streptococcal pharyngitis.\nPlan: Amoxicillin 500 mg BID x 10 days.\n',
      date: '2026-03-02',
    },
    ['99213', '87880-QW'],
  ],
  [
    'Dysuria: 99213, 81002',
    {
      text: 'CC: Dysuria.\nHPI: 30 yo F with dysuria for 2 days.\nIn-office labs: UA dipstick positive for nitrites and LE.\nAssessment: Acute cystitis without hematuria.\nPlan: Nitrofurantoin 100 mg BID 5 days. Urine culture sent.\n',
      date: '2026-03-02',
    },
    ['99213', '81002'],
  ],
  [
    'Palpitations: 99214-25, 93000',
    {
      text: 'CC: Palpitations.\nHPI: 55 yo F with palpitations for 2 weeks.\nEKG performed in office today: normal sinus rhythm, no ST changes.\nAssessment: Palpitations.\nPlan: CBC, TSH ordered. Holter monitor ordered.\n',
      date: '2026-03-02',
    },
    ['99214-25', '93000'],
  ],
  [
    'Wheezing: 99214-25, 94640, J7620',
    {
      text: 'CC: Wheezing.\nHPI: 40 yo M with asthma, worse for 3 days.\nExam: Diffuse wheezes. DuoNeb nebulizer treatment given in office with improvement.\nAssessment: Moderate persistent asthma with acute exacerbation.\nPlan: Prednisone 40 mg for 5 days.\n',
      date: '2026-03-02',
    },
    ['99214-25', '94640', 'J7620'],
  ],
  [
    'Thyroid follow-up and flu shot: 99213-25, 90656, 90471',
    {
      text: 'CC: Thyroid follow-up and flu shot.\nHPI: 50 yo F.\nA/P:\n1. Hypothyroidism, stable. Continue levothyroxine.\n2. Influenza vaccine given today, left deltoid, lot 123.\n',
      date: '2026-03-02',
    },
    ['99213-25', '90656', '90471'],
  ],
  [
    '12 month well child check: 99392-25, 90707, 90716, 90633, 90670, 90460, 90461',
    {
      text: 'CC: 12 month well child check.\nHPI: 12 month old boy here for well child visit with mother.\nAssessment: Well child, normal growth.\nImmunizations given today: MMR, varicella, hepatitis A, PCV13. Counseled mother on each vaccine, VIS given.\nPlan: Return at 15 months.\n',
      date: '2026-03-02',
    },
    ['99392-25', '90707', '90716', '90633', '90670', '90460 × 4', '90461 × 2'],
  ],
  [
    'Toradol injection: 96372, J1885',
    {
      text: 'CC: Toradol injection.\nHPI: 33 yo F here for injection for migraine.\nToradol 60 mg IM given in left gluteal.\nAssessment: Migraine.\n',
      date: '2026-03-02',
    },
    ['96372', 'J1885 × 4'],
  ],
  [
    'Nurse visit: B12 injection: 96372, J3420',
    {
      text: 'Nurse visit: B12 injection.\nCyanocobalamin 1000 mcg IM given left deltoid.\nAssessment: Vitamin B12 deficiency.\n',
      date: '2026-03-02',
    },
    ['96372', 'J3420'],
  ],
  [
    'INFUSION RECORD: 96367, 96375, 96413, 96415, J2405, J1100, J9267',
    {
      setting: 'outpatient',
      text: 'INFUSION RECORD\nDiagnosis: Breast cancer, left.\nMedications administered:\nOndansetron 8 mg IV push 0900\nDexamethasone 12 mg IVPB 0905-0925\nPaclitaxel 260 mg IV 0930 - 1130\n',
      date: '2026-03-02',
    },
    ['96367', '96375', '96413', '96415', 'J2405 × 8', 'J1100 × 12', 'J9267 × 260'],
  ],
  [
    'Hydration visit: 96360, 96361, J7030',
    {
      setting: 'outpatient',
      text: 'Hydration visit.\nDiagnosis: Dehydration.\nNormal saline 2000 mL IV infused 08:00 to 10:00.\n',
      date: '2026-03-02',
    },
    ['96360', '96361', 'J7030 × 2'],
  ],
  [
    'COLONOSCOPY REPORT: 45380-59-33, 45385-33',
    {
      setting: 'outpatient',
      text: 'COLONOSCOPY REPORT\nIndication: Screening colonoscopy, average risk.\nProcedure: The colonoscope was advanced to the cecum. A 8 mm polyp in the ascending colon was removed with cold snare. A 3 mm polyp in the sigmoid was removed with cold forceps biopsy.\nImpression: Colon polyps.\n',
      date: '2026-03-02',
    },
    ['45380-59-33', '45385-33'],
  ],
  [
    'COLONOSCOPY REPORT: 45378-33',
    {
      setting: 'outpatient',
      text: 'COLONOSCOPY REPORT\nIndication: Colon cancer screening.\nProcedure: Colonoscope advanced to cecum. Normal mucosa throughout.\nImpression: Normal colonoscopy.\n',
      date: '2026-03-02',
    },
    ['45378-33'],
  ],
  [
    'COLONOSCOPY REPORT. Medicare: G0121',
    {
      setting: 'outpatient',
      text: 'COLONOSCOPY REPORT. Medicare.\nIndication: Average risk screening colonoscopy.\nProcedure: Colonoscope advanced to cecum. Normal mucosa throughout.\nImpression: Normal colonoscopy.\n',
      date: '2026-03-02',
    },
    ['G0121'],
  ],
  [
    'EGD REPORT: 43239',
    {
      setting: 'outpatient',
      text: 'EGD REPORT\nIndication: Dyspepsia.\nProcedure: Upper endoscopy performed. Biopsies of the antrum obtained with cold forceps.\nImpression: Gastritis.\n',
      date: '2026-03-02',
    },
    ['43239'],
  ],
  [
    'OPERATIVE REPORT: 66984-RT',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPreoperative diagnosis: Age-related nuclear cataract, right eye.\nPostoperative diagnosis: Same.\nProcedure: Phacoemulsification of cataract with posterior chamber intraocular lens, right eye.\nAnesthesia: MAC.\nDescription: The patient was prepped...\n',
      date: '2026-03-02',
    },
    ['66984-RT'],
  ],
  [
    'OPERATIVE REPORT: 64721-LT',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPreoperative diagnosis: Left carpal tunnel syndrome.\nPostoperative diagnosis: Same.\nProcedure: Left open carpal tunnel release.\nAnesthesia: Local.\n',
      date: '2026-03-02',
    },
    ['64721-LT'],
  ],
  [
    'OPERATIVE REPORT: 29881-RT',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPreoperative diagnosis: Right medial meniscus tear.\nPostoperative diagnosis: Right medial meniscus tear.\nProcedure: Right knee arthroscopy with partial medial meniscectomy.\nFindings: Complex tear of the medial meniscus. Lateral meniscus intact.\n',
      date: '2026-03-02',
    },
    ['29881-RT'],
  ],
  [
    'EXAM: Chest x-ray, PA and lateral: 71046-26',
    {
      setting: 'outpatient',
      text: 'EXAM: Chest x-ray, PA and lateral\nINDICATION: Cough.\nCOMPARISON: None.\nFINDINGS: Lungs are clear.\nIMPRESSION: No acute disease.\n',
      date: '2026-03-02',
    },
    ['71046-26'],
  ],
  [
    'CT ABDOMEN AND PELVIS WITH CONTRAST: 74177-26',
    {
      setting: 'outpatient',
      text: 'CT ABDOMEN AND PELVIS WITH CONTRAST\nINDICATION: Right lower quadrant pain.\nTECHNIQUE: Helical CT with 100 mL Omnipaque IV.\nFINDINGS: Appendix dilated.\nIMPRESSION: Acute appendicitis.\n',
      date: '2026-03-02',
    },
    ['74177-26'],
  ],
  [
    'MRI BRAIN WITHOUT CONTRAST: 70551-26',
    {
      setting: 'outpatient',
      text: 'MRI BRAIN WITHOUT CONTRAST\nINDICATION: Headache.\nFINDINGS: No acute infarct.\nIMPRESSION: Normal MRI of the brain.\n',
      date: '2026-03-02',
    },
    ['70551-26'],
  ],
  [
    'EXAM: Bilateral screening mammogram with tomosynthesis: 77067-26, 77063-26',
    {
      setting: 'outpatient',
      text: 'EXAM: Bilateral screening mammogram with tomosynthesis\nINDICATION: Screening.\nFINDINGS: No suspicious mass.\nIMPRESSION: BI-RADS 1.\n',
      date: '2026-03-02',
    },
    ['77067-26', '77063-26'],
  ],
  [
    'Contraception counseling and IUD: 99212-25, 58300, 81025, J7298',
    {
      text: 'CC: Contraception counseling and IUD.\nHPI: 28 yo F wants long acting contraception.\nProcedure: Mirena IUD inserted without difficulty after consent. Uterus sounded to 7 cm.\nUPT negative.\nAssessment: Encounter for IUD insertion.\nPlan: String check in 6 weeks.\n',
      date: '2026-03-02',
    },
    ['99212-25', '58300', '81025', 'J7298'],
  ],
  [
    '32 yo F with HSIL pap here for colposcopy: 57454',
    {
      text: "Colposcopy visit\nHPI: 32 yo F with HSIL pap here for colposcopy.\nProcedure: Colposcopy performed. Acetowhite changes at 6 o'clock. Biopsy at 6 o'clock and ECC performed.\nAssessment: High grade squamous intraepithelial lesion on cytologic smear of cervix.\n",
      date: '2026-03-02',
    },
    ['57454'],
  ],
  [
    'INFUSION CENTER NOTE: 96365, 96366, J1756',
    {
      setting: 'outpatient',
      text: 'INFUSION CENTER NOTE\nDiagnosis: Iron deficiency anemia.\nVenofer 300 mg in 250 mL NS IV infused from 1000 to 1135. Tolerated well.\n',
      date: '2026-03-02',
    },
    ['96365', '96366', 'J1756 × 300'],
  ],
  [
    'Infusion clinic: 96413, 96415, J1745',
    {
      setting: 'outpatient',
      text: "Infusion clinic\nDiagnosis: Crohn's disease.\nInfliximab 500 mg IV infusion started 09:00, completed 11:45. No reaction.\n",
      date: '2026-03-02',
    },
    ['96413', '96415 × 2', 'J1745 × 50'],
  ],
  [
    'Infusion clinic visit: 96365, 96375, J0696, J2405, J1885',
    {
      setting: 'outpatient',
      text: 'Infusion clinic visit\nDx: Pyelonephritis.\nMeds given:\nCeftriaxone 2 g IVPB 10:00-10:45\nOndansetron 4 mg IV push at 10:50\nKetorolac 30 mg IV push at 10:55\n',
      date: '2026-03-02',
    },
    ['96365', '96375 × 2', 'J0696 × 8', 'J2405 × 4', 'J1885 × 2'],
  ],
  [
    'Injection visit note: 96401, J9041',
    {
      setting: 'outpatient',
      text: 'Injection visit note\nDiagnosis: Multiple myeloma.\nBortezomib 3.5 mg SC given in abdomen.\n',
      date: '2026-03-02',
    },
    ['96401', 'J9041 × 35'],
  ],
  [
    'Injection visit note: 96402, J9217',
    {
      setting: 'outpatient',
      text: 'Injection visit note\nDiagnosis: Prostate cancer.\nEligard 22.5 mg subcutaneous injection administered left abdomen.\n',
      date: '2026-03-02',
    },
    ['96402', 'J9217 × 3'],
  ],
  [
    'Prolia injection: 96372, J0897',
    {
      text: 'CC: Prolia injection.\nHPI: 75 yo F here for Prolia injection.\nProlia 60 mg SC administered in right arm.\nAssessment: Age-related osteoporosis.\n',
      date: '2026-03-02',
    },
    ['96372', 'J0897 × 60'],
  ],
  [
    'Cough and fever: 99214-25, 96372, J0696',
    {
      text: 'CC: Cough and fever.\nHPI: 60 yo M with fever 102, productive cough.\nExam: Rales right base. \nAssessment: Community acquired pneumonia, right lower lobe.\nPlan: Rocephin 1 g IM given in office today. Azithromycin 500 mg daily. Chest x-ray ordered.\n',
      date: '2026-03-02',
    },
    ['99214-25', '96372', 'J0696 × 4'],
  ],
  [
    'Foot ulcer: 99213-25, 11042',
    {
      text: 'CC: Foot ulcer.\nHPI: 66 yo M with diabetes, ulcer of right heel.\nExam: 3 x 2 cm ulcer right heel with slough.\nProcedure: Sharp excisional debridement of right heel ulcer to subcutaneous tissue, 6 sq cm, with scalpel.\nAssessment: Type 2 diabetes with foot ulcer, right heel, fat layer exposed.\nPlan: Offloading boot.\n',
      date: '2026-03-02',
    },
    ['99213-25', '11042'],
  ],
  [
    'Nail care: 11721-59, 11056',
    {
      text: 'CC: Nail care.\nHPI: 70 yo M diabetic here for routine foot care.\nProcedure: Debridement of mycotic nails x 10. Pared 3 calluses, right foot.\nAssessment: Onychomycosis. Corns and callosities. Type 2 diabetes with peripheral neuropathy.\n',
      date: '2026-03-02',
    },
    ['11721-59', '11056'],
  ],
  [
    'Procedure note: 11402',
    {
      text: 'Procedure note\nPreop diagnosis: Epidermal cyst, back.\nProcedure: Excision of benign cyst on back, 1.4 cm with 2 mm margins. Closed with simple sutures.\n',
      date: '2026-03-02',
    },
    ['11402'],
  ],
  [
    'Procedure note: 11642, 12052',
    {
      text: 'Procedure note\nPreoperative diagnosis: Basal cell carcinoma of left cheek.\nProcedure: Excision of basal cell carcinoma, left cheek, lesion 1.0 cm with 4 mm margins. Excised diameter 1.8 cm. Layered closure of the 3.5 cm defect.\nPathology sent.\n',
      date: '2026-03-02',
    },
    ['11642', '12052'],
  ],
  [
    'Wrist injury: 99213-25, 73110-RT, 29125-RT',
    {
      text: 'CC: Wrist injury.\nHPI: 10 yo boy fell on right wrist. Father reports swelling.\nX-ray right wrist 3 views obtained in office: buckle fracture of distal radius.\nAssessment: Torus fracture of lower end of right radius.\nPlan: Short arm splint applied. Refer to orthopedics.\n',
      date: '2026-03-02',
    },
    ['99213-25', '73110-RT', '29125-RT'],
  ],
  [
    'Wrist pain: 99284-57, 25605-LT',
    {
      setting: 'ed',
      text: 'CC: Wrist pain.\nHPI: 67 yo F fell on outstretched left hand.\nImaging: Displaced distal radius fracture.\nProcedure: Hematoma block, closed reduction of left distal radius fracture performed, sugar tong splint applied. \nAssessment: Displaced Colles fracture of left radius.\nPlan: Follow up orthopedics. Oxycodone prescribed.\n',
      date: '2026-03-02',
    },
    ['99284-57', '25605-LT'],
  ],
  [
    'Facial laceration: 99283-25, 12013',
    {
      setting: 'ed',
      text: 'CC: Facial laceration.\nHPI: 5 yo boy fell and cut his forehead. Mother reports no LOC.\nExam: 3 cm laceration of the forehead.\nProcedure: Laceration repair: 3 cm forehead laceration closed with 5-0 Prolene simple interrupted sutures.\nAssessment: Laceration of forehead.\nPlan: Suture removal 5 days.\n',
      date: '2026-03-02',
    },
    ['99283-25', '12013'],
  ],
  [
    'Respiratory failure: 99285-25, 31500',
    {
      setting: 'ed',
      text: 'CC: Respiratory failure.\nHPI: 55 yo M with COPD in respiratory distress.\nED course: Rapid sequence intubation performed with 7.5 ETT. CBC, BMP, ABG, troponin. CXR independently interpreted: tube in good position. Discussed with ICU intensivist.\nAssessment: Acute hypercapnic respiratory failure. COPD exacerbation.\nDisposition: Admit to ICU.\n',
      date: '2026-03-02',
    },
    ['99285-25', '31500'],
  ],
  [
    'Asthma: 99214-25, 94060',
    {
      text: 'CC: Asthma.\nHPI: 30 yo F with poorly controlled asthma.\nSpirometry pre and post bronchodilator performed today: FEV1 70%, 15% reversibility.\nA/P:\n1. Moderate persistent asthma, not well controlled. Start fluticasone-salmeterol.\n',
      date: '2026-03-02',
    },
    ['99214-25', '94060'],
  ],
  [
    'Depression: 99214, 96127',
    {
      text: 'CC: Depression.\nHPI: 40 yo F with depression and anxiety.\nPHQ-9 score 12, GAD-7 score 10.\nA/P:\n1. Major depressive disorder, recurrent, moderate. Increase sertraline to 100 mg.\n2. Generalized anxiety disorder.\n',
      date: '2026-03-02',
    },
    ['99214', '96127 × 2'],
  ],
  [
    'HTN follow up: 99214-25, 99406',
    {
      text: 'CC: HTN follow up.\nHPI: 50 yo M smoker.\nA/P:\n1. Hypertension, stable, continue lisinopril.\n2. COPD, stable, continue tiotropium.\n3. Tobacco use disorder. Smoking cessation counseling provided for 5 minutes.\n',
      date: '2026-03-02',
    },
    ['99214-25', '99406'],
  ],
  [
    'Annual physical: 99396',
    {
      text: 'CC: Annual physical.\nHPI: 45 yo M for annual physical.\nA/P:\n1. Annual physical. Labs ordered. Colonoscopy referral placed.\n',
      date: '2026-03-02',
    },
    ['99396'],
  ],
  [
    'Well child check: 99393, 99173, 92551',
    {
      text: 'CC: Well child check.\nHPI: 8 yo girl for well child visit.\nVision screening: 20/20 both eyes. Hearing screen: pure tone, passed.\nAssessment: Well child, 8 years.\nPlan: Return in 1 year.\n',
      date: '2026-03-02',
    },
    ['99393', '99173', '92551'],
  ],
  [
    '18 month well visit: 99392-25, 96110, 90700, 90460, 90461',
    {
      text: 'CC: 18 month well visit.\nHPI: 18 month old girl, well child.\nDevelopmental screening: M-CHAT completed, negative.\nAssessment: Well child.\nPlan: DTaP given today, counseled mother on vaccine, VIS provided.\n',
      date: '2026-03-02',
    },
    ['99392-25', '96110', '90700', '90460', '90461 × 2'],
  ],
  [
    'OB ultrasound: 76805',
    {
      text: 'CC: OB ultrasound.\nHPI: 28 yo G1P0 at 20 weeks gestation.\nObstetric ultrasound performed today in office: single live IUP, anatomy normal.\nAssessment: Encounter for supervision of normal first pregnancy, second trimester.\n',
      date: '2026-03-02',
    },
    ['76805'],
  ],
  [
    'Gestational diabetes: 99214, 59025',
    {
      text: 'CC: Gestational diabetes.\nHPI: 35 yo G2P1 at 36 weeks gestation with gestational diabetes, fasting sugars above goal.\nNST performed today: reactive.\nAssessment: Gestational diabetes, uncontrolled.\nPlan: Start insulin NPH 10 units nightly. Twice weekly NST.\n',
      date: '2026-03-02',
    },
    ['99214', '59025'],
  ],
  [
    'Neck pain: 20552',
    {
      text: 'CC: Neck pain.\nHPI: 40 yo F here for trigger point injections.\nProcedure: Trigger point injection of bilateral trapezius with 1% lidocaine performed.\nAssessment: Myofascial pain, cervical.\n',
      date: '2026-03-02',
    },
    ['20552'],
  ],
  [
    'Heel pain: 20550-LT, J3301',
    {
      text: 'CC: Heel pain.\nHPI: 48 yo F here for left plantar fascia injection.\nProcedure: Left plantar fascia injected with 20 mg Kenalog under sterile conditions.\nAssessment: Plantar fasciitis, left.\n',
      date: '2026-03-02',
    },
    ['20550-LT', 'J3301 × 2'],
  ],
  [
    'Knee pain: 99214, 73562-RT',
    {
      text: 'CC: Knee pain.\nHPI: 60 yo M with right knee pain, worse.\nX-rays: 3 views of the right knee obtained today in the office show moderate medial joint space narrowing.\nAssessment: Primary osteoarthritis right knee, worsening.\nPlan: Meloxicam 15 mg daily. Physical therapy.\n',
      date: '2026-03-02',
    },
    ['99214', '73562-RT'],
  ],
  [
    'Hematuria: 52000',
    {
      text: 'CC: Hematuria.\nHPI: 65 yo M here for cystoscopy.\nProcedure: Flexible cystoscopy performed. Bladder normal, no tumors.\nAssessment: Gross hematuria.\nPlan: Follow up in 1 year.\n',
      date: '2026-03-02',
    },
    ['52000'],
  ],
  [
    'Hoarseness: 31575',
    {
      text: 'Procedure: Flexible laryngoscopy performed through the left naris. Vocal cords mobile.\nCC: Hoarseness.\nHPI: 50 yo M here for laryngoscopy.\nAssessment: Hoarseness.\n',
      date: '2026-03-02',
    },
    ['31575'],
  ],
  [
    'OPERATIVE REPORT: 47562',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPreoperative diagnosis: Symptomatic cholelithiasis.\nPostoperative diagnosis: Same.\nProcedure performed: Laparoscopic cholecystectomy.\nAnesthesia: General.\n',
      date: '2026-03-02',
    },
    ['47562'],
  ],
  [
    'OPERATIVE REPORT: 49505-RT',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPreop: Right inguinal hernia. \nPostoperative diagnosis: Right inguinal hernia, reducible.\nProcedure: Open right inguinal hernia repair with mesh.\n',
      date: '2026-03-02',
    },
    ['49505-RT'],
  ],
  [
    'OPERATIVE REPORT: 29827-LT, 29826-LT',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPostoperative diagnosis: Left full thickness rotator cuff tear.\nProcedure: Left shoulder arthroscopy with rotator cuff repair and subacromial decompression.\n',
      date: '2026-03-02',
    },
    ['29827-LT', '29826-LT'],
  ],
  [
    'OPERATIVE REPORT: 58558',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPostoperative diagnosis: Endometrial polyp.\nProcedure: Hysteroscopy with dilation and curettage and polypectomy.\n',
      date: '2026-03-02',
    },
    ['58558'],
  ],
  [
    'ECHOCARDIOGRAM REPORT: 93306-26',
    {
      setting: 'outpatient',
      text: 'ECHOCARDIOGRAM REPORT\nTransthoracic echocardiogram, complete with Doppler.\nIndication: Dyspnea.\nFindings: LVEF 55%.\nImpression: Normal LV function.\n',
      date: '2026-03-02',
    },
    ['93306-26'],
  ],
  [
    'Knee pain: 99213',
    {
      text: 'CC: Knee pain.\nHPI: 60 yo M. He had a left knee injection last year. MRI last month at outside facility.\nAssessment: Left knee osteoarthritis.\nPlan: Will schedule left knee injection. Order x-ray of left knee. Colonoscopy referral. Consider biopsy. Naproxen OTC.\n',
      date: '2026-03-02',
    },
    ['99213'],
  ],
  [
    'Physical therapy daily note: 97110, 97140',
    {
      text: 'Physical therapy daily note\nTherapeutic exercise 30 minutes. Manual therapy 15 minutes to lumbar spine.\nAssessment: Low back pain.\nPlan: Continue.\n',
      date: '2026-03-02',
    },
    ['97110 × 2', '97140'],
  ],
  [
    'Neck and back pain: 98941, 97140-59',
    {
      text: 'Chiropractic note\nCC: Neck and back pain.\nSpinal manipulation performed to 3 regions: cervical, thoracic, lumbar. Manual therapy 15 minutes to shoulder.\nAssessment: Segmental dysfunction of cervical region.\n',
      date: '2026-03-02',
    },
    ['98941', '97140-59'],
  ],
  [
    'Allergy shot visit: 95117',
    {
      text: 'Allergy shot visit.\nTwo allergy injections given, one in each arm. Observed 30 minutes, no reaction.\nAssessment: Allergic rhinitis due to pollen.\n',
      date: '2026-03-02',
    },
    ['95117'],
  ],
  [
    'Nexplanon insertion: 81025, 11981, J7307',
    {
      text: 'CC: Nexplanon insertion.\nHPI: 24 yo F here for Nexplanon insertion. UPT negative.\nProcedure: Nexplanon inserted in left upper arm without complication.\nAssessment: Encounter for initial prescription of implantable subdermal contraceptive.\n',
      date: '2026-03-02',
    },
    ['81025', '11981', 'J7307'],
  ],
  [
    'Hand cut: 99213-25, 12001, 90715, 90471',
    {
      text: 'CC: Hand cut.\nHPI: 30 yo M cut his left hand with a knife.\nProcedure: 2 cm laceration of left hand cleaned, irrigated and closed with 3 simple interrupted sutures.\nTdap given today.\nAssessment: Laceration left hand.\nPlan: Keep dry. Suture removal 10 days. Cephalexin prescribed.\n',
      date: '2026-03-02',
    },
    ['99213-25', '12001', '90715', '90471'],
  ],
  [
    'PROCEDURE NOTE: Ultrasound-guided right shoulder injection: 20611-RT, J3301',
    {
      text: 'PROCEDURE NOTE: Ultrasound-guided right shoulder injection\nIndication: Right subacromial bursitis.\nProcedure: Under ultrasound guidance, a 22g needle was advanced into the right subacromial bursa and 40 mg of triamcinolone with 4 cc lidocaine was injected.\n',
      date: '2026-03-02',
    },
    ['20611-RT', 'J3301 × 4'],
  ],
  [
    '70 yo M here for bilateral knee injections: 20610-50, J3301',
    {
      text: 'HPI: 70 yo M here for bilateral knee injections.\nProcedure: Bilateral knee injections performed. Each knee injected with 40 mg Kenalog. Kenalog 80 mg total.\nAssessment: Bilateral primary osteoarthritis of knees.\n',
      date: '2026-03-02',
    },
    ['20610-50', 'J3301 × 8'],
  ],
  [
    '66 yo F here for thumb injection: 20600-FA, J3301',
    {
      text: 'HPI: 66 yo F here for thumb injection.\nProcedure: Left thumb CMC joint injected with 10 mg Kenalog.\nAssessment: Left thumb CMC arthritis.\n',
      date: '2026-03-02',
    },
    ['20600-FA', 'J3301'],
  ],
  [
    '60 yo F here for left knee Synvisc-One injection: 20610-LT, J7325',
    {
      text: 'HPI: 60 yo F here for left knee Synvisc-One injection.\nProcedure: Synvisc-One 48 mg injected into left knee joint. Tolerated well.\nAssessment: Osteoarthritis left knee.\n',
      date: '2026-03-02',
    },
    ['20610-LT', 'J7325 × 48'],
  ],
  [
    '70 yo M here for biopsies: 11102, 11103',
    {
      text: 'HPI: 70 yo M here for biopsies.\nProcedure: Shave biopsy of lesion on the nose and shave biopsy of lesion on left forearm performed. 2 biopsies total.\nAssessment: Neoplasm of uncertain behavior of skin.\n',
      date: '2026-03-02',
    },
    ['11102', '11103'],
  ],
  [
    'here for cryotherapy: 17000-59, 17110',
    {
      text: 'CC: here for cryotherapy\nProcedure: Cryotherapy: 1 actinic keratosis on the scalp. \nCryotherapy: 3 seborrheic keratoses on the back, inflamed.\nAssessment: Actinic keratosis. Inflamed seborrheic keratoses.\n',
      date: '2026-03-02',
    },
    ['17000-59', '17110'],
  ],
  [
    'here for skin tag removal: 11200',
    {
      text: 'CC: here for skin tag removal\nProcedure: 8 skin tags on the neck removed with scissors.\nAssessment: Skin tags.\n',
      date: '2026-03-02',
    },
    ['11200'],
  ],
  [
    '25 yo M here for ingrown toenail procedure: 11750-T5',
    {
      text: 'HPI: 25 yo M here for ingrown toenail procedure.\nProcedure: Digital block. Right great toe partial nail avulsion with phenol matrixectomy performed.\nAssessment: Ingrown toenail right great toe.\n',
      date: '2026-03-02',
    },
    ['11750-T5'],
  ],
  [
    'splinter: 10120',
    {
      text: 'CC: splinter\nHPI: 30 yo M here for removal of splinter in right index finger.\nProcedure: Small incision made and wood splinter removed from right index finger.\nAssessment: Foreign body in finger.\n',
      date: '2026-03-02',
    },
    ['10120'],
  ],
  [
    'nosebleed: 99283-25, 30901-RT',
    {
      setting: 'ed',
      text: 'CC: nosebleed\nHPI: 60 yo M with right epistaxis for 2 hours.\nProcedure: Right anterior epistaxis controlled with silver nitrate cautery.\nAssessment: Epistaxis.\nPlan: Saline spray, bacitracin ointment.\n',
      date: '2026-03-02',
    },
    ['99283-25', '30901-RT'],
  ],
  [
    'headache: 99284-25, 62270',
    {
      setting: 'ed',
      text: 'CC: headache\nHPI: 30 yo F with severe headache.\nED course: CT head negative. CBC, BMP. Lumbar puncture performed, CSF clear.\nAssessment: Headache.\nPlan: Home with follow up; prescribed metoclopramide.\n',
      date: '2026-03-02',
    },
    ['99284-25', '62270'],
  ],
  [
    'chest pain: 99285-25, 93010',
    {
      setting: 'ed',
      text: 'CC: chest pain\nHPI: 66 yo M with chest pain.\nEKG interpreted by me: normal sinus rhythm, no ST elevation.\nED course: troponin, CBC, BMP, CXR independently interpreted by me as normal. Discussed with cardiology Dr. Hall.\nAssessment: Chest pain.\nDisposition: Admit to telemetry.\n',
      date: '2026-03-02',
    },
    ['99285-25', '93010'],
  ],
  [
    'here for foley catheter placement: 51702',
    {
      text: 'CC: here for foley catheter placement\nProcedure: 16 Fr Foley catheter placed with return of 600 mL urine.\nAssessment: Urinary retention.\n',
      date: '2026-03-02',
    },
    ['51702'],
  ],
  [
    'Frequency: 99213, 51798',
    {
      text: 'CC: Frequency\nHPI: 70 yo M with BPH and urinary frequency.\nPVR by bladder scan today: 40 mL.\nAssessment: BPH with LUTS.\nPlan: Continue tamsulosin.\n',
      date: '2026-03-02',
    },
    ['99213', '51798'],
  ],
  [
    'COLONOSCOPY: 45380-33',
    {
      setting: 'outpatient',
      text: 'COLONOSCOPY\nIndication: Screening for colon cancer\nFindings: 4 mm polyp in the rectum removed with cold biopsy forceps.\nImpression: Rectal polyp\n',
      date: '2026-03-02',
    },
    ['45380-33'],
  ],
  [
    'COLONOSCOPY REPORT: 45385-PT',
    {
      setting: 'outpatient',
      text: 'COLONOSCOPY REPORT\nPatient: 68 yo, Medicare\nIndication: Surveillance, personal history of colon polyps.\nFindings: 10 mm polyp transverse colon, removed by hot snare polypectomy.\n',
      date: '2026-03-02',
    },
    ['45385-PT'],
  ],
  [
    'COLONOSCOPY REPORT: 45378-53',
    {
      setting: 'outpatient',
      text: 'COLONOSCOPY REPORT\nIndication: Rectal bleeding.\nProcedure: Colonoscope advanced to the splenic flexure. Unable to reach the cecum due to poor prep. Procedure aborted.\n',
      date: '2026-03-02',
    },
    ['45378-53'],
  ],
  [
    'EGD REPORT: 43239-59, 43249',
    {
      setting: 'outpatient',
      text: 'EGD REPORT\nIndication: dysphagia\nFindings: Distal esophageal stricture dilated with balloon to 15 mm. Gastric antrum biopsied with cold forceps.\n',
      date: '2026-03-02',
    },
    ['43239-59', '43249'],
  ],
  [
    'OPERATIVE REPORT: 52356-LT',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPostoperative diagnosis: Left ureteral stone.\nProcedure: Cystoscopy, left ureteroscopy with holmium laser lithotripsy and left ureteral stent placement.\n',
      date: '2026-03-02',
    },
    ['52356-LT'],
  ],
  [
    'OPERATIVE REPORT: 27447-RT',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPreop dx: severe right knee OA. Postop dx: same.\nProcedure: Right total knee arthroplasty.\n',
      date: '2026-03-02',
    },
    ['27447-RT'],
  ],
  [
    'OPERATIVE REPORT: 69436-50',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPostop diagnosis: Chronic otitis media with effusion, bilateral.\nProcedure: Bilateral myringotomy with tympanostomy tubes.\nAnesthesia: General mask.\n',
      date: '2026-03-02',
    },
    ['69436-50'],
  ],
  [
    'OPERATIVE REPORT: 42820',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPatient: 6 year old\nPostop diagnosis: Adenotonsillar hypertrophy.\nProcedure: Tonsillectomy and adenoidectomy.\n',
      date: '2026-03-02',
    },
    ['42820'],
  ],
  [
    'PROCEDURE REPORT: 19083-LT',
    {
      setting: 'outpatient',
      text: "PROCEDURE REPORT\nProcedure: Ultrasound-guided core needle biopsy of the left breast mass at 2 o'clock. Clip placed.\nIndication: Left breast mass.\n",
      date: '2026-03-02',
    },
    ['19083-LT'],
  ],
  [
    'OPERATIVE NOTE: 55250',
    {
      setting: 'outpatient',
      text: 'OPERATIVE NOTE\nProcedure: Bilateral vasectomy.\nPostoperative diagnosis: Desires sterilization.\n',
      date: '2026-03-02',
    },
    ['55250'],
  ],
  [
    'OPERATIVE REPORT: 59820',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPostop diagnosis: Missed abortion at 9 weeks.\nProcedure: Suction dilation and curettage.\n',
      date: '2026-03-02',
    },
    ['59820'],
  ],
  [
    'OPERATIVE REPORT: 58120',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPostop diagnosis: Abnormal uterine bleeding.\nProcedure: Dilation and curettage.\n',
      date: '2026-03-02',
    },
    ['58120'],
  ],
  [
    'MRI RIGHT KNEE WITHOUT CONTRAST: 73721-26-RT',
    {
      setting: 'outpatient',
      text: 'MRI RIGHT KNEE WITHOUT CONTRAST\nIndication: knee pain\nFindings: Medial meniscus tear.\n',
      date: '2026-03-02',
    },
    ['73721-26-RT'],
  ],
  [
    'ULTRASOUND ABDOMEN COMPLETE: 76700-26',
    {
      setting: 'outpatient',
      text: 'ULTRASOUND ABDOMEN COMPLETE\nIndication: abdominal pain\nFindings: Gallstones.\nImpression: Cholelithiasis.\n',
      date: '2026-03-02',
    },
    ['76700-26'],
  ],
  [
    'Exam: Lumbar spine radiographs, 5 views: 72110-26',
    {
      setting: 'outpatient',
      text: 'Exam: Lumbar spine radiographs, 5 views\nFindings: Degenerative changes.\nImpression: Spondylosis.\n',
      date: '2026-03-02',
    },
    ['72110-26'],
  ],
  [
    'DEXA BONE DENSITY: 77080-26',
    { setting: 'outpatient', text: 'DEXA BONE DENSITY\nFindings: T-score -2.6.\nImpression: Osteoporosis.\n', date: '2026-03-02' },
    ['77080-26'],
  ],
  [
    'eye pain: 99213-25, 65222-LT',
    {
      text: 'CC: eye pain\nHPI: 35 yo M metal in left eye from grinding.\nProcedure: Under slit lamp, metallic foreign body removed from left cornea with needle.\nAssessment: Corneal foreign body left eye.\nPlan: Erythromycin ointment QID.\n',
      date: '2026-03-02',
    },
    ['99213-25', '65222-LT'],
  ],
  [
    '50 yo F with blurry vision. Refraction performed: 92004',
    {
      text: 'Comprehensive eye exam, new patient.\nHPI: 50 yo F with blurry vision. Refraction performed.\nAssessment: Presbyopia. \nPlan: Glasses.\n',
      date: '2026-03-02',
    },
    ['92004'],
  ],
  [
    'rectal bleeding, here for anoscopy procedure: 46600',
    {
      text: 'CC: rectal bleeding, here for anoscopy procedure\nProcedure: Anoscopy performed: internal hemorrhoids.\nAssessment: Internal hemorrhoids.\n',
      date: '2026-03-02',
    },
    ['46600'],
  ],
  [
    '40 yo F here for botox injections for chronic migraine: 64615, J0585, J0585-JW',
    {
      text: 'HPI: 40 yo F here for botox injections for chronic migraine.\nProcedure: Botox 155 units injected per PREEMPT protocol for chronic migraine. 45 units discarded from 200 unit vial.\nAssessment: Chronic migraine.\n',
      date: '2026-03-02',
    },
    ['64615', 'J0585 × 155', 'J0585-JW × 45'],
  ],
  [
    '80 yo F here for intravitreal injection right eye: 67028-RT, J0178-JZ',
    {
      text: 'HPI: 80 yo F here for intravitreal injection right eye.\nProcedure: Intravitreal injection of Eylea 2 mg, right eye, single-dose vial, no waste.\nAssessment: Exudative age-related macular degeneration, right eye.\n',
      date: '2026-03-02',
    },
    ['67028-RT', 'J0178-JZ × 2'],
  ],
  [
    '68 yo F: G0439, 90662, 90677, G0008, G0009',
    {
      text: 'Medicare annual wellness visit, subsequent\nHPI: 68 yo F.\nImmunizations today: Fluzone High-Dose and Prevnar 20 given.\nAssessment: Annual wellness visit.\n',
      date: '2026-03-02',
    },
    ['G0439', '90662', '90677', 'G0008', 'G0009'],
  ],
  [
    'COVID vaccine: 91320, 90480',
    {
      text: 'CC: COVID vaccine\nHPI: 30 yo M here for vaccine.\nPfizer COVID-19 vaccine (Comirnaty) administered left deltoid.\nAssessment: Encounter for immunization.\n',
      date: '2026-03-02',
    },
    ['91320', '90480'],
  ],
  [
    '25 yo F here for vaccines: 90715, 90651, 90746, 90471, 90472',
    {
      text: 'HPI: 25 yo F here for vaccines.\nImmunizations given today: Tdap, Gardasil 9, hepatitis B.\nAssessment: Encounter for immunizations.\n',
      date: '2026-03-02',
    },
    ['90715', '90651', '90746', '90471', '90472 × 2'],
  ],
  [
    'Flu vaccine: 90660, 90473',
    {
      text: 'CC: Flu vaccine\nHPI: 10 yo boy here for flu vaccine.\nFluMist given intranasally.\nAssessment: Encounter for immunization.\n',
      date: '2026-03-02',
    },
    ['90660', '90473'],
  ],
  [
    'shingles vaccine: 90750, 90471',
    {
      text: 'CC: shingles vaccine\nHPI: 62 yo F here for shingles vaccine.\nShingrix 0.5 mL IM given right deltoid, lot X.\nAssessment: Need for zoster vaccine.\n',
      date: '2026-03-02',
    },
    ['90750', '90471'],
  ],
  [
    'CHEMOTHERAPY INFUSION RECORD: 96368, 96413, 96415, J9263, J0640',
    {
      setting: 'outpatient',
      text: 'CHEMOTHERAPY INFUSION RECORD\nDiagnosis: Colon cancer\nMedications administered:\nOxaliplatin 140 mg IV 10:00-12:00\nLeucovorin 700 mg IV 10:00-12:00\n',
      date: '2026-03-02',
    },
    ['96368', '96413', '96415', 'J9263 × 280', 'J0640 × 14'],
  ],
  [
    'Infusion record: 96361, 96365, J2543, J7030',
    {
      setting: 'outpatient',
      text: 'Infusion record\nDx: diverticulitis\nZosyn 3.375 g IVPB 0800-0830\nNormal saline 1000 mL IV 0830-0930\n',
      date: '2026-03-02',
    },
    ['96361', '96365', 'J2543 × 3', 'J7030'],
  ],
  [
    'kidney stone: 99284, the drugs are the department’s',
    {
      setting: 'ed',
      text: 'CC: kidney stone.\nHPI: 40 yo M with flank pain.\nED course: CBC, BMP, UA, CT abdomen pelvis: 4 mm stone.\nMedications given: Ketorolac 30 mg IV push at 13:05. Ondansetron 4 mg IV push at 13:07.\nAssessment: Ureteral stone.\nPlan: Tamsulosin. Follow up urology.\n',
      date: '2026-03-02',
    },
    ['99284'],
  ],
];

describe('procedures, tests, drugs and vaccines', () => {
  it.each(CASES)('%s', (_, visit, services) => {
    expect(servicesOf(visit)).toEqual(services);
  });
});
