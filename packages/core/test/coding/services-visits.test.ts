import { describe, expect, it } from 'vitest';
import { type ServiceCase, servicesOf } from './services.js';

const OFFICE: readonly ServiceCase[] = [
  [
    'established: two stable chronic illnesses with drugs',
    {
      text: 'CC: Follow-up diabetes and hypertension.\nHPI: 58 yo male here for follow up. Feels well.\nExam: BP 128/76. Lungs clear.\nAssessment/Plan:\n1. Type 2 diabetes mellitus, A1c 6.8, stable. Continue metformin 1000 mg BID.\n2. Essential hypertension, at goal. Continue lisinopril 20 mg daily.\nReturn in 6 months.',
    },
    ['99214'],
  ],
  [
    'established: one stable chronic illness, prescription continued',
    {
      text: 'CC: Thyroid check.\nHPI: 45 year old woman with hypothyroidism, doing well on levothyroxine.\nA/P:\n1. Hypothyroidism, stable. Continue levothyroxine 75 mcg daily. Recheck TSH in 1 year.',
    },
    ['99213'],
  ],
  [
    'established: upper respiratory infection, over-the-counter care',
    {
      text: 'CC: Cough and congestion x 3 days.\nHPI: 32 yo F with runny nose and cough. No fever.\nExam: Lungs clear. TMs normal.\nAssessment: Viral upper respiratory infection.\nPlan: Supportive care, fluids, acetaminophen as needed. Return if worse.',
    },
    ['99213'],
  ],
  [
    'established: insect bite, reassurance',
    {
      text: 'CC: Bug bite.\nHPI: 29 yo M with a mosquito bite on the left forearm yesterday. Mild itching.\nExam: Small papule left forearm, no cellulitis.\nAssessment: Insect bite of left forearm.\nPlan: Reassurance. Return as needed.',
    },
    ['99212'],
  ],
  [
    'new patient: chronic illness worse, drug started',
    {
      text: 'CC: New patient, establish care.\nHPI: 52 year old man new to the practice with uncontrolled hypertension. Home BP 160s.\nExam: BP 162/98.\nAssessment and Plan:\n1. Essential hypertension, uncontrolled. Start amlodipine 5 mg daily. BMP today.',
    },
    ['99204'],
  ],
  [
    'new patient: acute sprain with a brace',
    {
      text: 'CC: Ankle injury. New patient.\nHPI: 24 yo F rolled her right ankle yesterday playing soccer.\nExam: Tenderness over ATFL, no bony tenderness.\nAssessment: Sprain of right ankle.\nPlan: RICE, ankle brace, ibuprofen as needed.',
    },
    ['99203'],
  ],
  [
    'established by total time',
    {
      text: 'CC: Headaches.\nHPI: 39 yo F with chronic migraine here to review options.\nA/P:\n1. Migraine without aura, stable. Continue propranolol.\nTotal time spent on the date of the encounter: 42 minutes.',
    },
    ['99215'],
  ],
  [
    'prolonged beyond the highest level',
    {
      text: 'CC: Complex follow-up.\nHPI: 60 yo F.\nA/P:\n1. Fibromyalgia, stable. Continue duloxetine.\nI spent a total of 72 minutes on the date of this visit.',
    },
    ['99215', '99417 × 2'],
  ],
  [
    'Medicare counts prolonged time later',
    {
      text: 'CC: Complex follow-up.\nInsurance: Medicare.\nHPI: 70 yo F.\nA/P:\n1. Fibromyalgia, stable. Continue duloxetine.\nI spent a total of 72 minutes on the date of this visit.',
    },
    ['99215', 'G2212'],
  ],
  [
    'high: severe exacerbation sent to hospital',
    {
      text: 'CC: Shortness of breath.\nHPI: 66 yo M with COPD, 3 days of worsening dyspnea.\nExam: RR 28, SpO2 86% on room air, diffuse wheeze.\nAssessment/Plan:\n1. Acute exacerbation of COPD, severe, with acute hypoxic respiratory failure. Sent to the ED by EMS for admission.',
    },
    ['99215'],
  ],
  [
    'high: toxic drug monitored, illness worse',
    {
      text: 'CC: RA follow up.\nHPI: 50 yo F with rheumatoid arthritis, swollen joints.\nA/P:\n1. Rheumatoid arthritis, severe exacerbation with flare in multiple joints. Increase methotrexate; monitor CBC and LFTs for toxicity.',
    },
    ['99215'],
  ],
  [
    'decision for major surgery',
    {
      text: 'CC: Right hip pain.\nHPI: 64 yo M with severe osteoarthritis of the right hip, failed conservative treatment.\nAssessment: Primary osteoarthritis of right hip, worsening despite injections.\nPlan: Discussed options. Patient elects to proceed with total hip arthroplasty. Will schedule surgery.',
    },
    ['99214'],
  ],
  [
    'independent historian for a child',
    {
      text: 'CC: Ear pain.\nHPI: 3 yo boy with right ear pain. Mother reports fever of 101.\nExam: Right TM red and bulging.\nAssessment: Acute suppurative otitis media, right ear.\nPlan: Amoxicillin 400 mg BID for 10 days.',
    },
    ['99213'],
  ],
  ['nothing evaluated, no visit', { text: 'Patient called for a form. Form completed and left at the front desk.' }, []],
];

const OTHER: readonly ServiceCase[] = [
  [
    'video visit with the codes of 2025',
    {
      text: 'Telehealth video visit.\nCC: Anxiety follow-up.\nHPI: 34 yo F established patient seen via video for generalized anxiety disorder. Doing well on sertraline.\nA/P:\n1. Generalized anxiety disorder, stable. Continue sertraline 50 mg.\nVisit conducted via two-way audio and video.',
    },
    ['98005'],
  ],
  [
    'video visit of a Medicare patient keeps office codes',
    {
      text: 'Telehealth video visit. Medicare.\nCC: Anxiety follow-up.\nHPI: 71 yo F established patient seen via video for generalized anxiety disorder.\nA/P:\n1. Generalized anxiety disorder, stable. Continue sertraline 50 mg.',
    },
    ['99213-95'],
  ],
  [
    'video visit before 2025',
    {
      date: '2024-03-05',
      text: 'Telehealth video visit.\nCC: Anxiety follow-up.\nHPI: 34 yo F established patient seen via video.\nA/P:\n1. Generalized anxiety disorder, stable. Continue sertraline 50 mg.',
    },
    ['99213-95'],
  ],
  [
    'audio-only visit',
    {
      text: 'Telephone visit (audio-only).\nCC: Blood pressure.\nHPI: 55 yo M, visit conducted by telephone.\nA/P:\n1. Hypertension, stable. Continue losartan 50 mg.\n2. Hyperlipidemia, stable. Continue atorvastatin 20 mg.',
    },
    ['98014'],
  ],
  [
    'telephone visit before 2025 by minutes',
    {
      date: '2024-03-05',
      text: 'Telephone visit.\nHPI: 55 yo M with sinus pressure.\nA/P:\n1. Acute sinusitis. Saline rinse.\n15 minutes of medical discussion.',
    },
    ['99442'],
  ],
  [
    'virtual check-in',
    { text: 'Virtual check-in, 8 minutes.\nHPI: 40 yo F with question about rash.\nA/P:\n1. Contact dermatitis. Hydrocortisone cream.' },
    ['98016'],
  ],
  [
    'emergency: simple problem',
    {
      setting: 'ed',
      text: 'CC: Sore throat.\nHPI: 25 yo M with sore throat for 2 days.\nExam: Pharynx red, no exudate.\nMDM: Likely viral.\nAssessment: Viral pharyngitis.\nPlan: Ibuprofen as needed. Discharged home.',
    },
    ['99283'],
  ],
  [
    'emergency: chest pain worked up',
    {
      setting: 'ed',
      text: 'CC: Chest pain.\nHPI: 58 yo M with substernal chest pain for 2 hours.\nED course: Troponin x2 negative, CBC, BMP normal. Chest x-ray independently interpreted by me: no acute disease. Given aspirin 324 mg and nitroglycerin. Discussed with cardiology Dr. Lee.\nAssessment: Chest pain, unspecified.\nDisposition: Placed in observation.',
    },
    ['99285'],
  ],
  [
    'emergency: pain with imaging and a prescription',
    {
      setting: 'ed',
      text: 'CC: Flank pain.\nHPI: 40 yo F with left flank pain.\nED course: CBC, BMP, urinalysis obtained. CT abdomen and pelvis shows 4 mm left ureteral stone. Ketorolac given.\nAssessment: Left ureteral calculus with renal colic.\nPlan: Discharge with tamsulosin and oxycodone. Follow up urology.',
    },
    ['99284'],
  ],
  [
    'critical care 40 minutes',
    {
      setting: 'ed',
      text: 'CC: Unresponsive.\nHPI: 60 yo M with septic shock.\nED course: Fluids and norepinephrine started.\nAssessment: Septic shock due to pneumonia.\nDisposition: ICU.\nCritical care time: 40 minutes, exclusive of procedures.',
    },
    ['99291'],
  ],
  [
    'critical care 110 minutes',
    {
      setting: 'ed',
      text: 'HPI: 60 yo M with septic shock.\nAssessment: Septic shock.\nDisposition: ICU.\nTotal critical care time was 110 minutes excluding procedures.',
    },
    ['99291', '99292 × 2'],
  ],
  [
    'hospital admission',
    {
      setting: 'inpatient',
      text: 'HISTORY AND PHYSICAL\nCC: Shortness of breath.\nHPI: 72 yo F with acute on chronic systolic heart failure.\nPMH: CHF.\nMedications: furosemide.\nExam: Crackles.\nAssessment and Plan:\n1. Acute on chronic systolic heart failure. IV furosemide, monitor BMP, echo ordered, troponin, BNP. Discussed with cardiology Dr. Shah. DNR confirmed.',
    },
    ['99223'],
  ],
  [
    'further hospital day',
    {
      setting: 'inpatient',
      text: 'PROGRESS NOTE, hospital day 3\nSubjective: Feels better.\nObjective: Afebrile.\nAssessment and Plan:\n1. Pneumonia, improving. Continue ceftriaxone and azithromycin. Repeat CBC.\n2. Type 2 diabetes, stable. Continue insulin.',
    },
    ['99232'],
  ],
  [
    'hospital consultation',
    {
      setting: 'inpatient',
      text: 'CARDIOLOGY CONSULTATION\nReason for consultation: Atrial fibrillation, requested by Dr. Jones.\nHPI: 70 yo M with new atrial fibrillation with rapid ventricular response.\nAssessment and Plan:\n1. Atrial fibrillation, new, with RVR. Start diltiazem drip and apixaban. TSH, echo, CBC reviewed.',
    },
    ['99254'],
  ],
  [
    'discharge more than 30 minutes',
    {
      setting: 'inpatient',
      text: 'DISCHARGE SUMMARY\nHospital Course: Treated for pneumonia with ceftriaxone.\nDischarge Diagnoses:\n1. Pneumonia\nDischarge Condition: Stable.\nTime spent on discharge: 38 minutes.',
    },
    ['99239'],
  ],
  [
    'discharge without time',
    { setting: 'inpatient', text: 'DISCHARGE SUMMARY\nHospital Course: Treated for pneumonia.\nDischarge Diagnoses:\n1. Pneumonia\n' },
    ['99238'],
  ],
  [
    'admitted and discharged the same day',
    {
      setting: 'inpatient',
      text: 'Observation care: admitted and discharged the same day.\nHPI: 50 yo M with syncope.\nAssessment and Plan:\n1. Syncope. Troponin, CBC, BMP, echo normal. Stop hydrochlorothiazide. Discharged home.',
    },
    ['99235'],
  ],
  [
    'office consultation',
    {
      text: 'Consultation requested by Dr. Smith for opinion regarding palpitations.\nHPI: 44 yo F with palpitations.\nAssessment: Palpitations.\nPlan: Holter monitor ordered, TSH, CBC, BMP ordered. Start metoprolol 25 mg. Report sent to Dr. Smith.',
    },
    ['99244'],
  ],
  [
    'nursing facility, further visit',
    {
      text: 'Skilled nursing facility visit, monthly follow-up.\nHPI: 84 yo F resident.\nA/P:\n1. Hypertension, stable. Continue lisinopril.\n2. Dementia, stable. Continue donepezil.',
    },
    ['99309'],
  ],
  [
    'home visit',
    {
      text: 'Home visit, established patient.\nHPI: 88 yo M, homebound.\nA/P:\n1. Chronic systolic heart failure, stable. Continue carvedilol.\n2. CKD stage 3a, stable. BMP drawn.',
    },
    ['99349'],
  ],
  [
    'preventive visit by age',
    {
      text: 'CC: Annual physical.\nHPI: 45 yo F here for annual exam. No complaints.\nExam: Normal.\nAssessment: Annual physical exam, normal.\nPlan: Mammogram ordered. Return in 1 year.',
    },
    ['99396'],
  ],
  [
    'well child, new patient',
    {
      text: 'CC: Well child check, new patient.\nHPI: 2 year old girl here for well child visit.\nAssessment: Well child, normal growth and development.\nPlan: Return at 30 months.',
    },
    ['99382'],
  ],
  [
    'preventive visit with a problem',
    {
      text: 'CC: Annual physical.\nHPI: 50 yo M here for annual physical.\nAssessment/Plan:\n1. Annual physical exam. Labs ordered.\n2. Hypertension, uncontrolled, BP 158/96. Increase lisinopril to 40 mg daily. BMP in 2 weeks.',
    },
    ['99396', '99214-25'],
  ],
  [
    'Medicare wellness, subsequent',
    {
      text: 'Medicare Annual Wellness Visit, subsequent.\nHPI: 72 yo F here for her annual wellness visit.\nAssessment: Medicare annual wellness visit.\nPlan: Personalized prevention plan given.',
    },
    ['G0439'],
  ],
  [
    'Medicare wellness, first',
    {
      text: 'Initial Annual Wellness Visit (Medicare).\nHPI: 67 yo M here for his first annual wellness visit.\nAssessment: Annual wellness visit.\nPlan: Prevention plan.',
    },
    ['G0438'],
  ],
  [
    'Welcome to Medicare',
    {
      text: 'Welcome to Medicare visit (IPPE).\nHPI: 65 yo M.\nAssessment: Encounter for Welcome to Medicare examination.\nPlan: Screening schedule given.',
    },
    ['G0402'],
  ],
  [
    'newborn, first day',
    {
      setting: 'inpatient',
      patient: { age: 0 },
      text: 'NEWBORN ADMISSION H&P\nTerm newborn male born via vaginal delivery in hospital today.\nExam: Normal newborn exam.\nAssessment: Term newborn, single liveborn, delivered vaginally.\nPlan: Routine newborn care.',
    },
    ['99460'],
  ],
  [
    'newborn, second day',
    {
      setting: 'inpatient',
      patient: { age: 0 },
      text: 'NEWBORN PROGRESS NOTE, day of life 2\nFeeding well.\nAssessment: Single liveborn infant, delivered vaginally.\nPlan: Continue routine newborn care.',
    },
    ['99462'],
  ],
  [
    'psychiatric evaluation with drugs',
    {
      text: 'Initial psychiatric evaluation.\nHPI: 28 yo F with depressed mood.\nMental Status: Sad.\nAssessment: Major depressive disorder, single episode, moderate.\nPlan: Start escitalopram 10 mg daily.',
    },
    ['90792'],
  ],
  [
    'psychological intake',
    {
      text: 'Initial mental health assessment.\nHPI: 30 yo M referred for anxiety.\nAssessment: Generalized anxiety disorder.\nPlan: Weekly therapy. Signed, J. Doe LCSW.',
    },
    ['90791'],
  ],
  [
    'psychotherapy 50 minutes',
    {
      text: 'Individual psychotherapy session, 50 minutes.\nData: Patient discussed work stress.\nAssessment: Generalized anxiety disorder.\nPlan: Continue weekly sessions.',
    },
    ['90834'],
  ],
  [
    'psychotherapy beside medication management',
    {
      text: 'Psychiatry follow-up.\nHPI: 35 yo F with major depressive disorder and generalized anxiety disorder, stable.\nA/P:\n1. Major depressive disorder, recurrent, in partial remission. Continue sertraline 100 mg.\n2. Generalized anxiety disorder, stable. Continue buspirone.\nPsychotherapy: 30 minutes of supportive psychotherapy, separate from E/M.',
    },
    ['99214', '90833'],
  ],
  [
    'family psychotherapy',
    { text: 'Family psychotherapy with patient present, 50 minutes.\nAssessment: Oppositional defiant disorder.\nPlan: Continue.' },
    ['90847'],
  ],
  [
    'transition from hospital within 7 days',
    {
      text: 'Transitional care management visit. Discharged 5 days ago; contacted within 2 business days.\nHPI: 75 yo M after admission for heart failure.\nA/P:\n1. Acute on chronic systolic heart failure, still decompensated. Increase furosemide; BMP, BNP, CBC today. Reviewed hospital discharge summary. Discussed with cardiology Dr. Wu. Readmission to hospital considered.',
    },
    ['99496'],
  ],
  [
    'transition from hospital within 14 days',
    {
      text: 'Transitional care management visit. Discharged 10 days ago; phone contact within 2 business days.\nHPI: 68 yo F after pneumonia.\nA/P:\n1. Pneumonia, resolving. Reviewed discharge summary, CBC, chest x-ray reports.\n2. Hypertension. Continue amlodipine.',
    },
    ['99495'],
  ],
  [
    'nurse visit',
    { text: 'Nurse visit: blood pressure check.\nBP 132/80.\nAssessment: Hypertension.\nPlan: Reported to Dr. Lee, continue lisinopril.' },
    ['99211'],
  ],
  [
    'follow-up within the global period',
    {
      text: 'CC: Post-op visit.\nHPI: 40 yo F 2 weeks status post laparoscopic cholecystectomy. Doing well.\nExam: Incisions healing.\nAssessment: Aftercare following surgery of digestive system.\nPlan: Resume normal activity.',
    },
    ['99024'],
  ],
];

describe('office visits', () => {
  it.each(OFFICE)('%s', (_, visit, services) => {
    expect(servicesOf(visit)).toEqual(services);
  });
});

describe('visits of other kinds and places', () => {
  it.each(OTHER)('%s', (_, visit, services) => {
    expect(servicesOf(visit)).toEqual(services);
  });
});
