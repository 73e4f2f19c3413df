import { describe, expect, it } from 'vitest';
import { type ServiceCase, servicesOf } from './services.js';

const CASES: readonly ServiceCase[] = [
  [
    'Follow-up of hypertension, diabetes: 99214-25, 83036-QW, 90656, 90471',
    {
      text: 'Date of Visit: 03/02/2026\nPatient: Jane Doe, 54 y/o female\nChief Complaint: Follow-up of hypertension, diabetes\n\nHistory of Present Illness:\nMs. Doe returns for follow-up of her type 2 diabetes, hypertension and hyperlipidemia. She reports home glucose 150-200. She has been out of her glipizide for a month. She had an EKG last year that was normal. No chest pain.\n\nReview of Systems: Negative except as above.\nMedications: metformin 1000 mg BID, lisinopril 20 mg daily, atorvastatin 40 mg daily\nVitals: BP 148/92, HR 78\nPhysical Exam: Well-appearing. Lungs clear. Heart regular. Monofilament normal.\nPOC A1c: 8.6%\n\nAssessment/Plan:\n1. Type 2 diabetes mellitus with hyperglycemia. A1c 8.6 today, above goal. Restart glipizide 5 mg daily. Urine microalbumin ordered. Refer to ophthalmology.\n2. Hypertension, not at goal. Increase lisinopril to 40 mg. BMP in 2 weeks.\n3. Hyperlipidemia, continue atorvastatin.\n4. Need for influenza vaccine: flu shot administered today (Fluarix), left deltoid.\n\nFollow up in 3 months.\n',
      date: '2026-03-02',
    },
    ['99214-25', '83036-QW', '90656', '90471'],
  ],
  [
    'Fall, hip pain: 99285',
    {
      setting: 'ed',
      text: 'EMERGENCY DEPARTMENT NOTE\nArrival: ambulance\nCC: Fall, hip pain\nHPI: 81 y/o F fell at home, left hip pain, unable to bear weight. Daughter provides history as patient has dementia.\nPMH: Dementia, HTN\nExam: Left leg shortened and externally rotated.\nImaging: X-ray pelvis and left hip: displaced femoral neck fracture on my independent interpretation.\nED Course: CBC, BMP, PT/INR, type and screen, EKG ordered. Fentanyl 50 mcg IV given for pain. Orthopedics (Dr. Patel) consulted and will take to OR tomorrow. Admitted to hospitalist.\nImpression: Displaced left femoral neck fracture.\nDisposition: Admit.\n',
      date: '2026-03-02',
    },
    ['99285'],
  ],
  [
    'Pediatric Well Visit: 99391-25, 90698, 90677, 90680, 90460, 90461',
    {
      text: 'Pediatric Well Visit\nPatient is a 4 month old male here with mom for well check.\nInterval history: feeding well.\nGrowth: 50th percentile.\nExam: normal.\nAssessment: Healthy 4 month infant, well child check without abnormal findings\nPlan: Vaccines administered today: Pentacel, Prevnar 20, Rotateq. Counseling on vaccines provided to mother by physician; VIS given.\nReturn at 6 months.\n',
      date: '2026-03-02',
    },
    ['99391-25', '90698', '90677', '90680', '90460 × 3', '90461 × 4'],
  ],
  [
    'skin lesions: 99213-25, 11102, 17000-59, 17003',
    {
      text: 'DERMATOLOGY NOTE\nCC: skin lesions\nHPI: 66 y/o M established, hx of AKs here for follow-up. New lesion on left cheek growing for 2 months.\nExam: 7 mm pearly papule left cheek. 6 erythematous scaly macules on scalp and forehead.\nA/P:\n1. Neoplasm of uncertain behavior, left cheek - suspicious for BCC. Shave biopsy performed today after informed consent, 1% lidocaine with epi. Await pathology.\n2. Actinic keratoses x6 - treated with cryotherapy (liquid nitrogen) today.\n3. Sun protection discussed.\n',
      date: '2026-03-02',
    },
    ['99213-25', '11102', '17000-59', '17003 × 5'],
  ],
  [
    'Mr. Smith is a 58 year old male with right knee osteoarthrit: 99214-25, 73564-RT, 20610-RT, J1010',
    {
      text: 'ORTHO CLINIC\nHPI: Mr. Smith is a 58 year old male with right knee osteoarthritis returning for pain, failed NSAIDs. \nExam: Effusion, crepitus.\nX-rays of right knee, 4 views, taken today and reviewed: moderate medial OA.\nAssessment: Right knee primary osteoarthritis, worsening.\nPlan: After discussing risks and benefits, patient elected to proceed with corticosteroid injection. Under sterile conditions right knee was aspirated of 15 cc clear fluid and injected with 80 mg Depo-Medrol (methylprednisolone acetate) and 4 cc of lidocaine. Tolerated well. Start meloxicam 15 mg daily. Follow up 6 weeks.\n',
      date: '2026-03-02',
    },
    ['99214-25', '73564-RT', '20610-RT', 'J1010 × 80'],
  ],
  [
    'Sore throat, fever: 99214, 87880-QW, 87804-QW, 87811',
    {
      text: 'URGENT CARE\nCC: Sore throat, fever\nHPI: 15 yo F, 2 days. \nExam: T 101.2, exudates.\nResults: Rapid strep: negative. Rapid influenza A/B: negative. COVID antigen: positive.\nDx: COVID-19\nPlan: Supportive care. Isolation. Acetaminophen.\n',
      date: '2026-03-02',
    },
    ['99214', '87880-QW', '87804-QW × 2', '87811'],
  ],
  [
    '30 y/o G3P2 at 28w4d with chronic hypertension presents for : 99214, 59025',
    {
      text: 'OB VISIT\nHPI: 30 y/o G3P2 at 28w4d with chronic hypertension presents for prenatal visit. BP 142/90.\nNST: reactive.\nA/P: 1. Chronic hypertension complicating pregnancy, third trimester. Increase labetalol to 200 mg BID. Labs: CBC, CMP, urine protein/creatinine.\n',
      date: '2026-03-02',
    },
    ['99214', '59025'],
  ],
  [
    '70 M admitted with sepsis, creatinine rose from 1.1 to 3.4: 99254',
    {
      setting: 'inpatient',
      text: 'CONSULTATION NOTE - NEPHROLOGY\nRequesting physician: Dr. Hall\nReason for consult: AKI\nHPI: 70 M admitted with sepsis, creatinine rose from 1.1 to 3.4.\nLabs: BMP, UA, CBC reviewed.\nAssessment/Recommendations:\n1. Acute kidney injury due to ATN. Hold lisinopril. Renal ultrasound. \n2. Sepsis due to UTI, on ceftriaxone.\n',
      date: '2026-03-02',
    },
    ['99254'],
  ],
  [
    'OPERATIVE REPORT: 26055-F8',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nDATE: 3/2/2026\nPREOPERATIVE DIAGNOSIS: Trigger finger, right ring finger.\nPOSTOPERATIVE DIAGNOSIS: Same.\nPROCEDURE: Release of trigger finger, right ring finger (A1 pulley release).\nANESTHESIA: Local with MAC.\nINDICATIONS: Failed two injections.\nDESCRIPTION OF PROCEDURE: Incision over A1 pulley. The pulley was released. Skin closed with 4-0 nylon.\n',
      date: '2026-03-02',
    },
    ['26055-F8'],
  ],
  [
    'OPERATIVE REPORT: 19301-LT, 38525-LT',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nPREOPERATIVE DIAGNOSIS: Left breast cancer.\nPOSTOPERATIVE DIAGNOSIS: Left breast cancer.\nPROCEDURES: 1. Left partial mastectomy. 2. Left axillary sentinel lymph node biopsy.\nANESTHESIA: General.\n',
      date: '2026-03-02',
    },
    ['19301-LT', '38525-LT'],
  ],
  [
    '42 y/o M with bipolar disorder, depressed. Spent 30 minutes : 99214, 90833',
    {
      text: 'BEHAVIORAL HEALTH - Medication management\nStart 10:00 End 10:50\nHPI: 42 y/o M with bipolar disorder, depressed. Spent 30 minutes in psychotherapy (CBT) in addition to medication management.\nMSE: mood low.\nA/P: Bipolar II disorder, current depressive episode, worsening. Increase lamotrigine to 150 mg. Lithium level and BMP ordered.\n',
      date: '2026-03-02',
    },
    ['99214', '90833'],
  ],
  [
    '3 yo M, laceration to chin after fall. Mother states no LOC: 99283-25, 12011',
    {
      setting: 'ed',
      text: 'ED NOTE\nHPI: 3 yo M, laceration to chin after fall. Mother states no LOC.\nExam: 1.5 cm linear laceration of chin.\nProcedure note: Wound irrigated; closed with Dermabond. \nDx: Chin laceration.\nPlan: d/c home, wound care.\n',
      date: '2026-03-02',
    },
    ['99283-25', '12011'],
  ],
  [
    '19 yo M with R shoulder pain after fall: 99283-57, 99152, 23650-RT',
    {
      setting: 'ed',
      text: 'HPI: 19 yo M with R shoulder pain after fall.\nX-ray: anterior shoulder dislocation.\nProcedure: Procedural sedation with propofol by me 20 minutes. Right shoulder reduced by traction-countertraction. Post-reduction film shows relocation. Sling.\nDx: Anterior dislocation right shoulder.\nDisposition: home, ibuprofen, ortho follow-up.\n',
      date: '2026-03-02',
    },
    ['99283-57', '99152', '23650-RT'],
  ],
  [
    '72 y/o F diabetic with neuropathy presents for at-risk foot : 11721-59, 11056',
    {
      text: 'PODIATRY\nHPI: 72 y/o F diabetic with neuropathy presents for at-risk foot care.\nExam: Thickened dystrophic nails 1-10. Hyperkeratotic lesions sub 1st and 5th met heads bilateral.\nProcedure: Debrided toenails 1-10 manually and with burr. Pared 4 hyperkeratotic lesions.\nAssessment: Onychomycosis, callus, type 2 diabetes with polyneuropathy.\n',
      date: '2026-03-02',
    },
    ['11721-59', '11056'],
  ],
  [
    'Cut finger: 99213-25, 12001, 90715, 90471',
    {
      text: 'URGENT CARE VISIT\nCC: Cut finger\nHPI: 34 y/o M right-handed, cut left index finger on kitchen knife 1 hour ago. Last tetanus 8 years ago.\nExam: 2.5 cm laceration volar left index finger, no tendon involvement.\nPROCEDURE: Laceration repair. Digital block with 1% lidocaine 3 mL. Irrigated with NS. 4 simple interrupted 5-0 nylon sutures placed. Tdap 0.5 mL IM given left deltoid.\nAssessment: Laceration left index finger without foreign body.\nPlan: Keep clean and dry. Suture removal 10 days. Return for signs of infection.\n',
      date: '2026-03-02',
    },
    ['99213-25', '12001', '90715', '90471'],
  ],
  [
    'Ear fullness: 99213-25, 69209-RT',
    {
      text: 'CC: Ear fullness\nHPI: 66 y/o F with right ear fullness.\nExam: Right canal occluded with cerumen.\nEar lavage performed by MA, right ear, with good result.\nAssessment: Impacted cerumen, right ear.\nPlan: RTC prn.\n',
      date: '2026-03-02',
    },
    ['99213-25', '69209-RT'],
  ],
  [
    'Cough: 99214-25, 94640, 94640-76, J7613',
    {
      text: 'CC: Cough\nHPI: 7 y/o M with asthma. Dad reports cough and wheeze for 2 days.\nExam: Expiratory wheezes. SpO2 95%.\nTreatment: Albuterol 2.5 mg nebulizer treatment given x 2 with clearing.\nA/P: Mild persistent asthma with acute exacerbation. Prednisolone 15 mg daily x 5 days.\n',
      date: '2026-03-02',
    },
    ['99214-25', '94640', '94640-76', 'J7613 × 5'],
  ],
  [
    'Medicare subsequent AWV: G0439, 99497-33, G0444',
    {
      text: 'CC: Medicare subsequent AWV\nHPI: Mr. X is a 78 y/o. Advance care planning discussed face to face for 20 minutes with patient, voluntarily.\nPHQ-9 completed, score 2.\nA/P: Annual wellness visit, subsequent. HTN stable on amlodipine.\n',
      date: '2026-03-02',
    },
    ['G0439', '99497-33', 'G0444'],
  ],
  [
    'Right ankle pain: 99213, 73610-RT',
    {
      text: 'CC: Right ankle pain\nHPI: 15 y/o F, rolled ankle at basketball.\nX-ray right ankle 3 views done in clinic, my read: no fracture.\nAssessment: Right ankle sprain.\nPlan: Ankle brace, RICE, ibuprofen. Crutches.\n',
      date: '2026-03-02',
    },
    ['99213', '73610-RT'],
  ],
  [
    'COPD: 99214-25, 94010, 99407',
    {
      text: 'CC: COPD\nHPI: 70 y/o M, Medicare. \nSpirometry today: FEV1/FVC 0.6.\nA/P:\n1. COPD, stable. Continue tiotropium.\n2. Nicotine dependence, cigarettes. Counseled on smoking cessation 12 minutes. Varenicline prescribed.\n',
      date: '2026-03-02',
    },
    ['99214-25', '94010', '99407'],
  ],
  [
    'Contraception: 99212-25, 81025, 96372, J1050',
    {
      text: 'CC: Contraception\nHPI: 22 y/o F for Depo-Provera. \nUPT: negative\nDepo-Provera 150 mg IM given right gluteal by RN. Next due 12 weeks.\nAssessment: Surveillance of injectable contraceptive.\n',
      date: '2026-03-02',
    },
    ['99212-25', '81025', '96372', 'J1050 × 150'],
  ],
  [
    'pelvic pain: 99213, 76830',
    {
      text: 'CC: pelvic pain\nHPI: 29 y/o F with pelvic pain.\nTransvaginal ultrasound done in office today: 3 cm simple cyst left ovary.\nAssessment: Left ovarian cyst. Pelvic pain.\nPlan: Naproxen 500 mg BID. Repeat ultrasound in 6 weeks.\n',
      date: '2026-03-02',
    },
    ['99213', '76830'],
  ],
  [
    'AUB: 99214-25, 58100',
    {
      text: 'CC: AUB\nHPI: 47 y/o F with abnormal uterine bleeding. \nProcedure: Endometrial biopsy performed with Pipelle after consent. Uterus sounded to 8 cm. \nAssessment: Abnormal uterine bleeding, perimenopausal.\nPlan: Pelvic ultrasound ordered. CBC, TSH.\n',
      date: '2026-03-02',
    },
    ['99214-25', '58100'],
  ],
  [
    'PROCEDURE NOTE - Interventional pain: 64483-RT',
    {
      setting: 'outpatient',
      text: 'PROCEDURE NOTE - Interventional pain\nPreprocedure diagnosis: Lumbar radiculopathy\nProcedure: Right L5-S1 transforaminal epidural steroid injection under fluoroscopy. \nMedications: dexamethasone 10 mg injected.\n',
      date: '2026-03-02',
    },
    ['64483-RT'],
  ],
  [
    'ENDOSCOPY REPORT: 43239, 45385',
    {
      setting: 'outpatient',
      text: 'ENDOSCOPY REPORT\nProcedure: EGD with biopsy; Colonoscopy with cold snare polypectomy\nIndication: Iron deficiency anemia\nFindings: EGD - duodenal biopsies taken. Colonoscopy - 7 mm sigmoid polyp removed by cold snare.\n',
      date: '2026-03-02',
    },
    ['43239', '45385'],
  ],
  [
    'Radiology: 73130-26-LT',
    {
      setting: 'outpatient',
      text: 'Radiology\nEXAM: XR HAND LEFT 3 VIEWS\nCLINICAL HISTORY: Injury\nFINDINGS: No fracture.\nIMPRESSION: Normal.\n',
      date: '2026-03-02',
    },
    ['73130-26-LT'],
  ],
  [
    'EXAM: US VENOUS DUPLEX LOWER EXTREMITY RIGHT: 93971-26-RT',
    {
      setting: 'outpatient',
      text: 'EXAM: US VENOUS DUPLEX LOWER EXTREMITY RIGHT\nINDICATION: Swelling\nFINDINGS: No DVT.\nIMPRESSION: Negative.\n',
      date: '2026-03-02',
    },
    ['93971-26-RT'],
  ],
  [
    'EXAM: CT HEAD WO CONTRAST: 70450-26',
    {
      setting: 'outpatient',
      text: 'EXAM: CT HEAD WO CONTRAST\nINDICATION: Trauma\nFINDINGS: No hemorrhage.\nIMPRESSION: Normal.\n',
      date: '2026-03-02',
    },
    ['70450-26'],
  ],
  [
    'EXAM: CT CHEST W CONTRAST: 71260-26',
    {
      setting: 'outpatient',
      text: 'EXAM: CT CHEST W CONTRAST\nFINDINGS: 5 mm nodule.\nIMPRESSION: Pulmonary nodule.\n',
      date: '2026-03-02',
    },
    ['71260-26'],
  ],
  [
    'INFUSION NOTE: 96375, 96413, 96415, J1745, J1200',
    {
      setting: 'outpatient',
      text: 'INFUSION NOTE\nDx: RA\nRemicade 400 mg in 250 mL NS IV. Start 0900 Stop 1115. Premedication: acetaminophen 650 mg PO, diphenhydramine 25 mg IV push at 0845.\n',
      date: '2026-03-02',
    },
    ['96375', '96413', '96415', 'J1745 × 40', 'J1200'],
  ],
  [
    'Warts: 17110',
    {
      text: 'CC: Warts\nHPI: 10 y/o F here for wart treatment. \nPlan: Cryotherapy applied to 3 plantar warts, left foot. \nAssessment: Plantar warts.\n',
      date: '2026-03-02',
    },
    ['17110'],
  ],
  [
    'MVC: 99284-25, 12002',
    {
      setting: 'ed',
      text: 'CC: MVC\nHPI: 30 y/o F restrained driver. \nED course: CT head, CT cervical spine negative. X-ray chest neg. CBC, CMP, hCG neg. Tdap given. 6 cm scalp laceration closed with 8 staples.\nAssessment: Scalp laceration. Concussion without LOC.\nDisposition: home.\n',
      date: '2026-03-02',
    },
    ['99284-25', '12002'],
  ],
  [
    'f/u depression: 98006',
    {
      text: 'CC: f/u depression\nTelehealth: patient seen via secure video. Consent obtained.\nHPI: 26 y/o F. PHQ-9 today 14.\nA/P: MDD, single episode, moderate, not improved. Increase fluoxetine to 40 mg.\nTime: 25 min\n',
      date: '2026-03-02',
    },
    ['98006'],
  ],
  [
    'CRITICAL CARE NOTE - ICU attending: 99291, 99292',
    {
      setting: 'inpatient',
      text: 'CRITICAL CARE NOTE - ICU attending\n61 yo man with septic shock from pneumonia and acute hypoxic respiratory failure, intubated yesterday, on norepinephrine 18 mcg/min and vasopressin. \nI managed ventilator settings, titrated pressors, reviewed ABG, chest film and lactate trends, met with family about goals needed for decisions.\nAssessment: Septic shock. Acute hypoxic respiratory failure. Lobar pneumonia. AKI.\nCritical care time 85 minutes, exclusive of separately billable procedures.\n',
      date: '2026-11-09',
      patient: { age: 61, sex: 'M' },
    },
    ['99291', '99292'],
  ],
  [
    'ENDOSCOPY REPORT: 45378-53',
    {
      setting: 'outpatient',
      text: 'ENDOSCOPY REPORT\nProcedure: Colonoscopy, incomplete\nIndication: iron deficiency anemia.\nScope passed to the descending colon only; solid stool made further advance unsafe and the procedure was stopped. No biopsies. To be repeated after new preparation.\nImpression: iron deficiency anemia; poor bowel preparation.\n',
      date: '2026-11-13',
      patient: { age: 57, sex: 'F' },
    },
    ['45378-53'],
  ],
  [
    'OPERATIVE REPORT. Patient had cataract surgery on the right : 66984-79-LT',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT. Patient had cataract surgery on the right eye three weeks ago and is in that global period.\nProcedure: Phacoemulsification of cataract with posterior chamber intraocular lens, left eye.\nDiagnosis: age-related nuclear cataract, left eye.\n',
      date: '2026-11-19',
      patient: { age: 60, sex: 'F' },
    },
    ['66984-79-LT'],
  ],
  [
    'OPERATIVE REPORT: 44005-78',
    {
      setting: 'inpatient',
      text: 'OPERATIVE REPORT\nThis is an unplanned return to the operating room on day 6 after laparoscopic sigmoid colectomy by the same surgeon.\nProcedure: Open lysis of adhesions for small bowel obstruction\nFindings: single band at the pelvis divided, bowel viable.\nDiagnosis: postoperative small bowel obstruction due to adhesions.\n',
      date: '2026-11-20',
      patient: { age: 49, sex: 'M' },
    },
    ['44005-78'],
  ],
  [
    'Office visit. Patient is 4 weeks after carpal tunnel release: 99213-24',
    {
      setting: 'office',
      text: 'Office visit. Patient is 4 weeks after carpal tunnel release, within the 90-day global period, and comes for an unrelated new problem: right shoulder pain after lifting.\nExam: right shoulder painful arc, strength full.\nAssessment: right shoulder impingement syndrome. \nPlan: home exercises, OTC naproxen, therapy referral. X-ray of right shoulder ordered.\n',
      date: '2026-11-20',
      patient: { age: 61, sex: 'M' },
    },
    ['99213-24'],
  ],
  [
    'ORTHOPEDIC ADMISSION HISTORY AND PHYSICAL: 99223-57',
    {
      setting: 'inpatient',
      text: 'ORTHOPEDIC ADMISSION HISTORY AND PHYSICAL\nFell in kitchen, cannot bear weight. PMH: COPD, heart failure, on warfarin for atrial fibrillation.\nX-ray images reviewed by me: displaced left femoral neck fracture. INR 2.6, CBC, BMP reviewed. Discussed with hospitalist.\nAssessment: displaced left femoral neck fracture. Chronic diastolic heart failure. COPD. Atrial fibrillation on warfarin.\nPlan: decision made today for urgent left hip hemiarthroplasty tomorrow; high risk given heart failure and anticoagulation; reverse INR with vitamin K. Consent obtained.\n',
      date: '2026-11-21',
      patient: { age: 73, sex: 'F' },
    },
    ['99223-57'],
  ],
  [
    'Remote physiologic monitoring, monthly. Blood pressure cuff : 99454, 99457',
    {
      setting: 'office',
      text: 'Remote physiologic monitoring, monthly. Blood pressure cuff transmitted readings on 22 days of the last 30. Clinician spent 24 minutes this month reviewing the readings with interactive calls with the patient. \nDiagnosis: hypertension.\n',
      date: '2026-11-23',
      patient: { age: 64, sex: 'F' },
    },
    ['99454', '99457'],
  ],
  [
    'Medicare patient, primary care follow-up; I am her continuin: 99214, G2211',
    {
      setting: 'office',
      text: 'Medicare patient, primary care follow-up; I am her continuing physician for all her chronic conditions, longitudinal relationship (G2211).\nType 2 diabetes with A1c 8.4, up from 7.1; hypertension 152/88. \nAssessment/Plan: Type 2 diabetes with hyperglycemia - add empagliflozin 10 mg. Hypertension, above goal - increase losartan to 100 mg. Labs in 3 months.\n',
      date: '2026-11-24',
      patient: { age: 74, sex: 'F' },
    },
    ['99214', 'G2211'],
  ],
  [
    'GYN procedure visit. Removal of Nexplanon contraceptive impl: 11982',
    {
      setting: 'office',
      text: 'GYN procedure visit. Removal of Nexplanon contraceptive implant from the left arm, wishes to conceive. Local lidocaine, 3 mm incision, rod removed whole. Steri-strip.\nDiagnosis: encounter for removal of implantable subdermal contraceptive.\n',
      date: '2026-11-25',
      patient: { age: 26, sex: 'F' },
    },
    ['11982'],
  ],
  [
    'Walk-in new patient. Small paper cut of the r: 99202',
    {
      setting: 'office',
      text: 'Telephone? No: walk-in new patient. Small paper cut of the right thumb yesterday, worried about infection. No redness. Tetanus current.\nAssessment: superficial cut of right thumb, clean.\nPlan: soap and water, bandage, reassurance.\n',
      date: '2026-11-25',
      patient: { age: 30, sex: 'F' },
    },
    ['99202'],
  ],
  [
    'CLIA-waived lab. Established patient.: 99214-25, 87880-QW, 96372, J0561 × 12',
    {
      setting: 'office',
      text: 'CLIA-waived lab. Established patient.\nSore throat with fever of 39.2, chills, body aches and vomiting for two days. Unable to keep pills down.\nExam: tonsillar exudate, tender nodes, T 38.9.\nRapid strep: positive.\nAssessment: streptococcal pharyngitis with systemic symptoms.\nPlan: Bicillin L-A 1.2 million units given IM right gluteal. Ondansetron ODT 4 mg prescribed. Recheck if not better in 48 hours.\n',
      date: '2026-11-30',
      patient: { age: 19, sex: 'M' },
    },
    ['99214-25', '87880-QW', '96372', 'J0561 × 12'],
  ],
  [
    'ICU progress note HD 5: 99233',
    {
      setting: 'inpatient',
      text: 'ICU progress note HD 5\nOvernight: fever 39.1, pressor requirement rising.\nExam: intubated, sedated, mottled.\nLabs: lactate 4.4, WBC 24, creatinine 3.1. CXR viewed by me: new left lower lobe consolidation. Discussed with ID consultant and surgery.\nA/P: Septic shock worsening - increase norepinephrine, add vasopressin, broaden to meropenem. Ventilator-associated pneumonia. AKI worsening, nephrology to evaluate for dialysis. Acute respiratory failure, on ventilator.\n',
      date: '2026-12-04',
      patient: { age: 70, sex: 'M' },
    },
    ['99233'],
  ],
  [
    'OBSERVATION ADMISSION H&P: 99223',
    {
      setting: 'outpatient',
      text: 'OBSERVATION ADMISSION H&P\nCC chest pain. 59M w/ DM2, HTN. Pressure at rest 40 min, resolved w/ nitro. Troponin negative x2, EKG read by ED. CBC, BMP, lipid panel reviewed. I reviewed EKG tracing myself: T inversions V2-V4. Discussed with cardiology.\nPMH DM2, HTN. Meds metformin, amlodipine.\nExam: normal.\nA/P: Unstable angina - heparin drip, aspirin, admit to telemetry, cath in AM. DM2 hold metformin, sliding scale. HTN continue amlodipine.\n',
      date: '2026-12-04',
      patient: { age: 59, sex: 'M' },
    },
    ['99223'],
  ],
  [
    'NEW PATIENT AUDIO-ONLY TELEPHONE VISIT (no video available, : 98009',
    {
      setting: 'office',
      text: 'NEW PATIENT AUDIO-ONLY TELEPHONE VISIT (no video available, patient consented)\nSeasonal allergies - sneezing, watery eyes, every spring and fall. Loratadine helps partly. No asthma.\nAssessment: seasonal allergic rhinitis, stable\nPlan: continue OTC loratadine, add OTC fluticasone spray, avoidance. Time 31 minutes total on this date.\n',
      date: '2026-12-08',
      patient: { age: 36, sex: 'M' },
    },
    ['98009'],
  ],
  [
    'Well adolescent visit, established, 12 yr 1 mo. PHQ-9 comple: 99394-25, 96127, 90715, 90619, 90651, 90460 × 3, 90461 × 2',
    {
      setting: 'office',
      text: 'Well adolescent visit, established, 12 yr 1 mo. PHQ-9 completed, score 3. Exam normal; normal growth.\nVaccines today: Tdap (Boostrix) 0.5 mL IM R deltoid, MenACWY (MenQuadfi) IM L deltoid, HPV9 (Gardasil) IM L deltoid. I counseled father on each vaccine.\nA: routine adolescent check without abnormal findings; immunizations.\n',
      date: '2026-12-09',
      patient: { age: 12, sex: 'M' },
    },
    ['99394-25', '96127', '90715', '90619', '90651', '90460 × 3', '90461 × 2'],
  ],
  [
    'MOHS OPERATIVE NOTE: 17311, 17312',
    {
      setting: 'office',
      text: "MOHS OPERATIVE NOTE\nBasal cell carcinoma, left nasal ala, 0.9 cm. Stage 1: debulked, excised in 2 blocks, margins positive at 4 o'clock. Stage 2: re-excised, clear. Two stages total. Wound left to heal by second intention.\n",
      date: '2026-12-11',
      patient: { age: 55, sex: 'M' },
    },
    ['17311', '17312'],
  ],
  [
    'OPERATIVE NOTE: 47562-53',
    {
      setting: 'outpatient',
      text: 'OPERATIVE NOTE\nProcedure: Laparoscopic cholecystectomy, discontinued\nIndication: symptomatic gallstones.\nDetails: ports placed, camera in. Before dissection patient developed ventricular tachycardia and hypotension; procedure terminated for patient safety, ports removed, skin closed.\n',
      date: '2026-12-14',
      patient: { age: 44, sex: 'F' },
    },
    ['47562-53'],
  ],
  [
    'OPERATIVE NOTE: 44143',
    {
      setting: 'inpatient',
      text: 'OPERATIVE NOTE\nPre-op Dx: perforated sigmoid diverticulitis\nPost-op Dx: Same with feculent peritonitis\nOperation performed: Exploratory laparotomy, sigmoid colectomy with end colostomy (Hartmann procedure)\nAnesthesia GETA. EBL 200.\nDetails: Midline incision. Sigmoid resected with staplers, rectal stump left, colostomy matured in left lower quadrant.\n',
      date: '2026-11-03',
      patient: { age: 72, sex: 'M' },
    },
    ['44143'],
  ],
  [
    'OPERATIVE REPORT: 33405, 33533, 33517',
    {
      setting: 'inpatient',
      text: 'OPERATIVE REPORT\nProcedure: Aortic valve replacement with 23 mm bovine bioprosthesis; coronary artery bypass x2 (LIMA to LAD, saphenous vein graft to obtuse marginal)\nDiagnosis: severe aortic stenosis, coronary artery disease\nAccount: sternotomy, bypass, valve excised and replaced, grafts sewn.\n',
      date: '2026-11-03',
      patient: { age: 64, sex: 'F' },
    },
    ['33405', '33533', '33517'],
  ],
  [
    'OPERATIVE REPORT: 58662',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nProcedure: Diagnostic laparoscopy with excision of endometriosis\nFindings: implants in cul-de-sac excised and fulgurated.\n',
      date: '2026-11-06',
      patient: { age: 41, sex: 'F' },
    },
    ['58662'],
  ],
  [
    'Podiatry procedure note: 11730-TA',
    {
      setting: 'office',
      text: 'Podiatry procedure note\nIngrown left great toenail, painful. Digital block with lidocaine. Medial border avulsed. Dressing.\nDx ingrowing nail.\n',
      date: '2026-11-11',
      patient: { age: 50, sex: 'F' },
    },
    ['11730-TA'],
  ],
  [
    'Dermatology procedure note: shave biopsies today: 11102, 11103',
    {
      setting: 'office',
      text: 'Dermatology procedure note: shave biopsies today\n1. Right cheek 5 mm pearly papule - shave biopsy, drysol.\n2. Left shoulder 6 mm scaly plaque - shave biopsy, drysol.\nDx: neoplasm of uncertain behavior of skin.\n',
      date: '2026-11-12',
      patient: { age: 62, sex: 'M' },
    },
    ['11102', '11103'],
  ],
  [
    'ED resuscitation note: 99285-25, 92950, 31500',
    {
      setting: 'ed',
      text: 'ED resuscitation note\n68F witnessed collapse, VF arrest. EMS CPR en route. On arrival CPR continued under my direction for 12 minutes, shocked x3, ROSC. I intubated with video laryngoscope, 7.5 tube. EKG inferior STEMI. Discussed with cardiology, to cath lab.\nDx: cardiac arrest due to ventricular fibrillation; STEMI inferior wall.\nCritical care time not separately documented.\n',
      date: '2026-11-13',
      patient: { age: 68, sex: 'F' },
    },
    ['99285-25', '92950', '31500'],
  ],
  [
    'CATH LAB REPORT: 92928-LD',
    {
      setting: 'outpatient',
      text: 'CATH LAB REPORT\nProcedure: PCI of mid LAD with one drug-eluting stent\nIndication: coronary artery disease with stable angina\nAccount: guide placed, wire crossed, 3.0 x 18 mm stent deployed.\n',
      date: '2026-11-16',
      patient: { age: 66, sex: 'M' },
    },
    ['92928-LD'],
  ],
  [
    'Chemo infusion record. Metastatic colon cancer, encounter fo: 96367, 96375, 96413, 96415, 96417, J1100 × 10, J3475 × 4, J9035 × 85, J9263 × 300',
    {
      setting: 'outpatient',
      text: 'Chemo infusion record. Metastatic colon cancer, encounter for chemotherapy.\nDexamethasone 10 mg IV push at 0850. \nPalonosetron held. Magnesium sulfate 2 g IVPB 0855-0930 for hypomagnesemia.\nBevacizumab 850 mg IV 0935-1035. Oxaliplatin 150 mg IV 1040-1240.\n',
      date: '2026-11-18',
      patient: { age: 63, sex: 'M' },
    },
    ['96367', '96375', '96413', '96415', '96417', 'J1100 × 10', 'J3475 × 4', 'J9035 × 85', 'J9263 × 300'],
  ],
  [
    'This 63-year-old carpenter returns for his blood pressure. R: 99214',
    {
      setting: 'office',
      text: 'This 63-year-old carpenter returns for his blood pressure. Readings at home run 128 to 134 over 76 to 82 and he takes his losartan faithfully. His gout has been silent since spring on allopurinol. He feels well. On examination the pressure is 130/80, lungs clear, no edema.\nImpression. Hypertension, at goal, keep losartan 50 mg. Gout without attacks, keep allopurinol 300 mg. See me in six months.\n',
      date: '2026-11-03',
      patient: { age: 63, sex: 'M' },
    },
    ['99214'],
  ],
  [
    'Progress note hospital day 5. Feels fine, awaiting rehab bed: 99231',
    {
      setting: 'inpatient',
      text: 'Progress note hospital day 5. Feels fine, awaiting rehab bed. Vitals stable. \nA/P: Community-acquired pneumonia, resolved, antibiotics done. Disposition pending.\n',
      date: '2026-11-07',
      patient: { age: 75, sex: 'M' },
    },
    ['99231'],
  ],
  [
    'Glaucoma follow up, established. OCT of optic nerve performe: 99214, 92133, 92083',
    {
      setting: 'office',
      text: 'Glaucoma follow up, established. OCT of optic nerve performed today both eyes: inferior thinning OD, interpreted. Humphrey visual field 24-2 performed: superior arcuate defect OD, progressing.\nA: Primary open angle glaucoma, moderate stage both eyes, progressing right. IOP 22. P: add dorzolamide-timolol twice daily both eyes.\n',
      date: '2026-11-09',
      patient: { age: 67, sex: 'F' },
    },
    ['99214', '92133', '92083'],
  ],
  [
    'ERCP report: 43262, 43264',
    {
      setting: 'outpatient',
      text: 'ERCP report\nIndication: choledocholithiasis.\nFindings: bile duct cannulated, two stones; biliary sphincterotomy performed, stones removed with balloon sweep. \nImpression: choledocholithiasis, cleared.\n',
      date: '2026-11-11',
      patient: { age: 52, sex: 'M' },
    },
    ['43262', '43264'],
  ],
  [
    'Wound clinic procedure note. Diabetic foot ulcer right heel : 11042',
    {
      setting: 'office',
      text: 'Wound clinic procedure note. Diabetic foot ulcer right heel 2 x 3 cm; excisional debridement through subcutaneous tissue with curette, 6 sq cm. Bleeding controlled.\nDx type 2 diabetes with foot ulcer, fat layer exposed.\n',
      date: '2026-11-12',
      patient: { age: 68, sex: 'M' },
    },
    ['11042'],
  ],
  [
    'Name of operation: Excision BCC left cheek w/ complex linear: 11642',
    {
      setting: 'office',
      text: 'Name of operation: Excision BCC left cheek w/ complex linear closure\nPre-op dx: basal cell carcinoma, left cheek (biopsy proven 10/12)\nLesion 0.9 cm, margins 0.3 cm all round, total excised diameter 1.5 cm. Wide undermining to depth greater than the width of the defect. Closed 3.8 cm with 4-0 Monocryl and 5-0 Prolene.\n',
      date: '2026-11-02',
      patient: { age: 71, sex: 'F' },
    },
    ['11642'],
  ],
  [
    'ED attending. Arrived obtunded, septic, hypoxic 78%. Tubed b: 99291-25, 31500, 36556',
    {
      setting: 'ed',
      text: 'ED attending. Arrived obtunded, septic, hypoxic 78%. Tubed by me: RSI etomidate/roc, glidescope, 7.5 ETT 23 at lip, one pass. R IJ triple lumen cath placed sterile for pressors (blind landmark). Levophed running.\nCrit care 55 minutes by me excluding procedures.\nSeptic shock due to pneumonia, acute hypoxic resp failure. To MICU.\n',
      date: '2026-11-04',
      patient: { age: 58, sex: 'M' },
    },
    ['99291-25', '31500', '36556'],
  ],
  [
    'OP NOTE Surgeon: Dr Abara. Post-op dx: uterine leiomyomata, : 58571',
    {
      setting: 'outpatient',
      text: 'OP NOTE Surgeon: Dr Abara. Post-op dx: uterine leiomyomata, menorrhagia.\nProcedure: TLH/BS (da Vinci), uterus 180 g. \nEBL 50. Cuff closed with V-Loc.\n',
      date: '2026-11-05',
      patient: { age: 46, sex: 'F' },
    },
    ['58571'],
  ],
  [
    'DELIVERY NOTE. I followed this pt all pregnancy (11 visits).: 59510, 58611',
    {
      setting: 'inpatient',
      text: 'DELIVERY NOTE. I followed this pt all pregnancy (11 visits). G3P2 39w1d for repeat C-section and BTL. Pfannenstiel, LTCS, viable male 3450 g Apgars 8/9. Bilateral Pomeroy tubal ligation performed at the same operation. EBL 600. I will see her postpartum.\n',
      date: '2026-11-05',
      patient: { age: 31, sex: 'F' },
    },
    ['59510', '58611'],
  ],
  [
    'Operative note: Lap chole with IOC. Dx: chronic cholecystiti: 47563',
    {
      setting: 'outpatient',
      text: 'Operative note: Lap chole with IOC. Dx: chronic cholecystitis w/ stones. Critical view, IOC normal.\n',
      date: '2026-11-06',
      patient: { age: 44, sex: 'F' },
    },
    ['47563'],
  ],
  [
    'OPERATIVE REPORT: 29827-RT, 29826-RT, 29828-RT',
    {
      setting: 'outpatient',
      text: 'OPERATIVE REPORT\nOperations: R shoulder scope w/ RCR (supraspinatus, double row), SAD/acromioplasty, biceps tenodesis\nDx: full-thickness R rotator cuff tear, nontraumatic; impingement; biceps tendinitis.\n',
      date: '2026-11-06',
      patient: { age: 50, sex: 'M' },
    },
    ['29827-RT', '29826-RT', '29828-RT'],
  ],
  [
    'Imaging center (global). SCREENING MAMMO W/ TOMO BILAT. BI-R: 77067, 77063',
    {
      setting: 'office',
      text: 'Imaging center (global). SCREENING MAMMO W/ TOMO BILAT. BI-RADS 1. Negative.\n',
      date: '2026-11-09',
      patient: { age: 67, sex: 'F' },
    },
    ['77067', '77063'],
  ],
  [
    'EMERGENCY DEPARTMENT - PEDIATRICS: 99283-25, 12011',
    {
      setting: 'ed',
      text: 'EMERGENCY DEPARTMENT - PEDIATRICS\nCC: chin lac\nHPI: 9F slipped in tub 2 h ago, hit chin. No LOC, no vomiting. Vaccines up to date.\nEXAM: alert. 2.2 cm linear laceration under chin, through dermis, no jaw tenderness, teeth fine. Neuro normal.\nPROCEDURE: LET 20 min, irrigated 250 mL, 5 interrupted 6-0 fast gut, bacitracin. \nMDM: no imaging needed per rules. Acetaminophen. Wound care sheet.\nDX: laceration of chin without foreign body.\n',
      date: '2026-11-12',
      patient: { age: 9, sex: 'F' },
    },
    ['99283-25', '12011'],
  ],
  [
    'VERTEBRAL AUGMENTATION REPORT: 22513',
    {
      setting: 'outpatient',
      text: 'VERTEBRAL AUGMENTATION REPORT\nDx: T12 osteoporotic compression fracture, age-related.\nOperation: balloon kyphoplasty T12, bipedicular, fluoro. 5 mL PMMA. \n',
      date: '2026-11-16',
      patient: { age: 80, sex: 'F' },
    },
    ['22513'],
  ],
  [
    'PFT LAB: 94060, 94726, 94729',
    {
      setting: 'office',
      text: 'PFT LAB\nSpirometry pre and post albuterol, lung volumes by body box, DLCO. \nSpiro: FEV1 58%, +14% after bronchodilator. TLC 118%. DLCO 70%.\nInterp: moderate obstruction, reversible, hyperinflation. Dx: asthma, moderate persistent.\n',
      date: '2026-11-16',
      patient: { age: 62, sex: 'F' },
    },
    ['94060', '94726', '94729'],
  ],
  [
    'GENERAL SURGERY OP NOTE: 47562',
    {
      setting: 'outpatient',
      text: 'GENERAL SURGERY OP NOTE\nPreop/Postop dx: biliary colic, cholelithiasis\nProc: laparoscopic gallbladder removal\nCritical view obtained; cystic duct and artery clipped x3 and cut; GB out in bag via umbilicus. No cholangiogram.\n',
      date: '2026-11-16',
      patient: { age: 52, sex: 'M' },
    },
    ['47562'],
  ],
  [
    'ENT OPERATIVE NOTE: 42820, 69436-50',
    {
      setting: 'outpatient',
      text: 'ENT OPERATIVE NOTE\nAge 5. Preop: adenotonsillar hypertrophy, sleep-disordered breathing; bilateral chronic OME\nOperation: T&A; BMT\nNarrative: Tonsils by coblation, adenoids by suction cautery. Myringotomy AD, mucoid fluid, Armstrong tube; same AS.\n',
      date: '2026-11-17',
      patient: { age: 5, sex: 'M' },
    },
    ['42820', '69436-50'],
  ],
  [
    'COLPOSCOPY VISIT: 57454',
    {
      setting: 'office',
      text: "COLPOSCOPY VISIT\nPap HSIL. Acetowhite 12 and 6 o'clock, both biopsied; ECC done. Monsel. Dx: HSIL cervix on Pap.\n",
      date: '2026-11-18',
      patient: { age: 53, sex: 'F' },
    },
    ['57454'],
  ],
  [
    'HAND SURGERY OPERATIVE REPORT: 26418-F1',
    {
      setting: 'outpatient',
      text: 'HAND SURGERY OPERATIVE REPORT\nPre/post op: laceration extensor tendon left index finger zone 3\nOp performed: repair extensor tendon L index finger, primary, no graft\n',
      date: '2026-11-22',
      patient: { age: 33, sex: 'M' },
    },
    ['26418-F1'],
  ],
  [
    'ED PEDS: bead in L ear since morning. Otoscope: bead canal L: 99283-25, 69200-LT',
    {
      setting: 'ed',
      text: 'ED PEDS: bead in L ear since morning. Otoscope: bead canal L. Alligator forceps, bead out in one piece, TM ok. No meds. Home.\nDx foreign body left ear.\n',
      date: '2026-11-22',
      patient: { age: 6, sex: 'M' },
    },
    ['99283-25', '69200-LT'],
  ],
  [
    'CATH/PCI REPORT: 92928-LC',
    {
      setting: 'outpatient',
      text: 'CATH/PCI REPORT\nIndication: CCS III angina, LCx 90% on prior cath.\nProcedure: PCI of mid circumflex, DES 3.0 x 18. TIMI 3. Radial access, closure TR band.\n',
      date: '2026-11-24',
      patient: { age: 72, sex: 'M' },
    },
    ['92928-LC'],
  ],
];

describe('whole notes of many places', () => {
  it.each(CASES)('%s', (_, visit, services) => {
    expect(servicesOf(visit)).toEqual(services);
  });
});
