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
];

describe('whole notes of many places', () => {
  it.each(CASES)('%s', (_, visit, services) => {
    expect(servicesOf(visit)).toEqual(services);
  });
});
