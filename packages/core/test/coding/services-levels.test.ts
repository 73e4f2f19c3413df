import { describe, expect, it } from 'vitest';
import { type ServiceCase, servicesOf } from './services.js';

const CASES: readonly ServiceCase[] = [
  [
    'Subjective: 28-year-old female presents with 3 days of burni: 99213',
    {
      text: 'Subjective: 28-year-old female presents with 3 days of burning urination and frequency. No fever or flank pain. LMP 2 weeks ago.\nObjective: T 98.6, BP 118/72. Abdomen soft, no CVA tenderness.\nAssessment: Acute uncomplicated cystitis.\nPlan: Nitrofurantoin 100 mg BID x 5 days. Push fluids. Return if not better.\n',
      date: '2026-03-02',
    },
    ['99213'],
  ],
  [
    'Diabetes follow up: 99214',
    {
      text: 'Chief Complaint: Diabetes follow up\nHPI: Mr. Jones is a 61 y.o. male established patient. A1c today is 8.9, up from 7.8. He is taking metformin. \nAssessment and Plan:\nType 2 diabetes mellitus with hyperglycemia - A1c 8.9. Add empagliflozin 10 mg daily. Recheck A1c in 3 months.\n',
      date: '2026-03-02',
    },
    ['99214'],
  ],
  [
    'acne follow-up: 99213',
    {
      text: 'CC: acne follow-up\nHPI: 17 yo F with acne vulgaris, improving on tretinoin.\nAssessment: Acne vulgaris, stable.\nPlan: Continue tretinoin 0.025% cream nightly.\n',
      date: '2026-03-02',
    },
    ['99213'],
  ],
  [
    '36 yo F with anxiety and depression, previously on sertralin: 99204',
    {
      text: 'New patient visit\nHPI: 36 yo F with anxiety and depression, previously on sertraline, symptoms returned.\nAssessment:\n1. Generalized anxiety disorder\n2. Major depressive disorder, recurrent, moderate\nPlan: Start sertraline 50 mg daily. Refer to counseling. Follow up 4 weeks.\n',
      date: '2026-03-02',
    },
    ['99204'],
  ],
  [
    'Rash. New patient: 99203',
    {
      text: 'CC: Rash. New patient.\nHPI: 22 yo M with itchy rash on arms after hiking.\nExam: Linear vesicles on forearms.\nAssessment: Allergic contact dermatitis due to plants.\nPlan: Triamcinolone 0.1% cream BID.\n',
      date: '2026-03-02',
    },
    ['99203'],
  ],
  [
    'Suture removal: 99212',
    {
      text: 'CC: Suture removal\nHPI: 40 yo M here for suture removal; laceration repaired in ED 10 days ago. \nExam: Wound well healed. 4 sutures removed.\nAssessment: Encounter for removal of sutures.\nPlan: Wound care discussed.\n',
      date: '2026-03-02',
    },
    ['99212'],
  ],
  [
    'Fatigue: 99214',
    {
      text: 'CC: Fatigue\nHPI: 47 yo F with 2 months of fatigue and 10 lb weight loss. \nAssessment: Fatigue, unintentional weight loss.\nPlan: CBC, CMP, TSH, chest x-ray ordered. Follow up in 2 weeks.\n',
      date: '2026-03-02',
    },
    ['99214'],
  ],
  [
    'Suicidal thoughts: 99215',
    {
      text: 'CC: Suicidal thoughts\nHPI: 25 yo M with major depression presents with active suicidal ideation with plan.\nAssessment: Major depressive disorder, severe, with suicidal ideation.\nPlan: Patient sent to the emergency department for psychiatric admission.\n',
      date: '2026-03-02',
    },
    ['99215'],
  ],
  [
    'Low back pain: 99213',
    {
      text: 'CC: Low back pain\nHPI: 45 yo M with 1 week of low back pain after lifting. No radiation, no red flags.\nAssessment: Acute low back pain / lumbar strain.\nPlan: Ibuprofen 600 mg TID, heat, home exercises.\n',
      date: '2026-03-02',
    },
    ['99213'],
  ],
  [
    'Follow up ADHD: 99213',
    {
      text: 'CC: Follow up ADHD\nHPI: 10 yo boy with ADHD doing well on methylphenidate. Mother reports good grades.\nAssessment: ADHD, combined type, stable.\nPlan: Refill methylphenidate ER 27 mg.\n',
      date: '2026-03-02',
    },
    ['99213'],
  ],
  [
    'Tick bite. New patient: 99202',
    {
      text: 'CC: Tick bite. New patient.\nHPI: 30 yo F found tick on right calf, removed it. No rash.\nAssessment: Tick bite of right lower leg.\nPlan: Reassurance, monitor for rash.\n',
      date: '2026-03-02',
    },
    ['99202'],
  ],
  [
    '68 yo M with newly diagnosed lung cancer, referred for chemo: 99205',
    {
      text: 'New patient. \nHPI: 68 yo M with newly diagnosed lung cancer, referred for chemotherapy.\nData: Reviewed CT chest, PET scan, pathology, CBC, CMP. Discussed with Dr. Brown, thoracic surgery.\nAssessment: Adenocarcinoma of right upper lobe of lung, stage IV.\nPlan: Start carboplatin/pemetrexed/pembrolizumab with CBC and CMP monitoring for toxicity each cycle.\n',
      date: '2026-03-02',
    },
    ['99205'],
  ],
  [
    'Follow-up hypothyroidism. Spent 22 minutes total: 99213',
    {
      text: 'CC: Follow-up hypothyroidism. Spent 22 minutes total.\nHPI: 40 yo F.\nAssessment: Hypothyroidism, TSH 2.1, stable\nPlan: continue levothyroxine 50 mcg\n',
      date: '2026-03-02',
    },
    ['99213'],
  ],
  [
    '50 yo F with chronic migraine. I spent 48 minutes on this en: 99204',
    {
      text: 'NEW PATIENT\nHPI: 50 yo F with chronic migraine. I spent 48 minutes on this encounter including review of records.\nAssessment: Chronic migraine without aura, not intractable.\nPlan: Continue topiramate.\n',
      date: '2026-03-02',
    },
    ['99204'],
  ],
  [
    'Rash: 99283',
    {
      setting: 'ed',
      text: 'CC: Rash\nHPI: 20 yo M with mild itchy rash to arm. \nAssessment: Contact dermatitis.\nPlan: OTC hydrocortisone cream. Discharge.\n',
      date: '2026-03-02',
    },
    ['99283'],
  ],
  [
    'Asthma: 99284',
    {
      setting: 'ed',
      text: 'CC: Asthma.\nHPI: 12 yo boy with asthma exacerbation. Mother reports wheezing since last night.\nED Course: Albuterol nebs x3, dexamethasone PO. CXR ordered: negative.\nAssessment: Asthma with acute exacerbation, moderate persistent.\nDisposition: Discharged home with albuterol inhaler, prednisolone.\n',
      date: '2026-03-02',
    },
    ['99284'],
  ],
  [
    'Abdominal pain: 99285',
    {
      setting: 'ed',
      text: 'CC: Abdominal pain.\nHPI: 34 yo M RLQ pain, fever.\nED course: CBC, CMP, lipase, UA, CT abdomen/pelvis: acute appendicitis. Morphine 4 mg IV, ceftriaxone. Discussed with general surgery Dr. Adams, taken to OR.\nAssessment: Acute appendicitis.\nDisposition: Admit to surgery.\n',
      date: '2026-03-02',
    },
    ['99285'],
  ],
  [
    'Ankle injury: 99283',
    {
      setting: 'ed',
      text: 'CC: Ankle injury\nHPI: 22 yo F twisted right ankle. \nImaging: X-ray right ankle negative for fracture.\nAssessment: Right ankle sprain.\nPlan: Ace wrap, crutches, ibuprofen.\n',
      date: '2026-03-02',
    },
    ['99283'],
  ],
  [
    'Headache: 99284',
    {
      setting: 'ed',
      text: 'CC: Headache.\nHPI: 45 yo F with migraine headache for 2 days.\nED course: CT head negative. CBC, BMP normal. Given ketorolac, metoclopramide IV with improvement.\nAssessment: Migraine without aura, intractable.\nDisposition: Discharged home.\n',
      date: '2026-03-02',
    },
    ['99284'],
  ],
  [
    'cellulitis: 99222',
    {
      setting: 'inpatient',
      text: 'ADMISSION H&P\nCC: cellulitis\nHPI: 55 yo M with diabetes and left leg cellulitis failing oral antibiotics.\nPMH: DM2.\nAssessment/Plan:\n1. Cellulitis left lower leg: IV vancomycin, CBC, blood cultures.\n2. Type 2 diabetes: sliding scale insulin.\n',
      date: '2026-03-02',
    },
    ['99222'],
  ],
  [
    'Progress note: 99231',
    {
      setting: 'inpatient',
      text: 'Progress note\nHospital day 4. No complaints.\nA/P:\n1. Cellulitis left leg, improving. Continue current care. Home tomorrow.\n',
      date: '2026-03-02',
    },
    ['99231'],
  ],
  [
    'Progress Note HD#2: 99233',
    {
      setting: 'inpatient',
      text: 'Progress Note HD#2\nS: Worsening dyspnea overnight\nA/P:\n1. Acute hypoxic respiratory failure, worsening. BiPAP, ABG, CXR, CBC. Discussed with pulmonology Dr. Lee. Transfer to ICU.\n2. Pneumonia\n',
      date: '2026-03-02',
    },
    ['99233'],
  ],
  [
    '60 yo F with chest pain: 99222',
    {
      setting: 'outpatient',
      text: 'Observation admission note\nHPI: 60 yo F with chest pain.\nAssessment and plan:\n1. Chest pain: serial troponins, EKG, stress test in AM. Aspirin, start atorvastatin.\n2. Hypertension\n',
      date: '2026-03-02',
    },
    ['99222'],
  ],
  [
    'Chronic care management: 25 minutes of clinical staff time t: 99490',
    { text: 'Chronic care management: 25 minutes of clinical staff time this month for diabetes and hypertension.\n', date: '2026-03-02' },
    ['99490'],
  ],
  [
    '70 yo M here for annual wellness visit and diabetes: G0439, 99214-25, G0444, 90662, G0008',
    {
      text: 'Medicare subsequent annual wellness visit\nHPI: 70 yo M here for annual wellness visit and diabetes.\nPHQ-2 depression screening negative.\nFluzone High-Dose given today in left deltoid.\nA/P:\n1. Medicare annual wellness visit.\n2. Type 2 diabetes with hyperglycemia, A1c 8.4. Increase metformin to 1000 mg BID.\n',
      date: '2026-03-02',
    },
    ['G0439', '99214-25', 'G0444', '90662', 'G0008'],
  ],
  [
    'f/u: 99214',
    {
      text: 'CC: f/u\nHPI: 66 yo. \nA/P: \n1. CHF, chronic systolic, stable. Continue carvedilol, lisinopril.\n2. Afib. Continue apixaban.\n',
      date: '2026-03-02',
    },
    ['99214'],
  ],
  [
    '32 yo F here for annual gyn exam. Pap performed: 99395',
    {
      text: 'Well woman exam\nHPI: 32 yo F here for annual gyn exam. Pap performed.\nAssessment: Well woman exam with routine gynecological exam, normal.\n',
      date: '2026-03-02',
    },
    ['99395'],
  ],
  [
    'Psychotherapy note: 90837',
    {
      text: 'Psychotherapy note\nSession: 60 minutes individual psychotherapy. CBT used.\nDiagnosis: PTSD.\nPlan: weekly.\n',
      date: '2026-03-02',
    },
    ['90837'],
  ],
  [
    'Knee pain: 99203',
    {
      text: 'CC: Knee pain\nHPI: New patient, 16 yo M with left knee pain x 2 wks playing basketball.\nX-ray left knee, 3 views ordered.\nAssessment: Patellar tendinitis, left knee.\nPlan: PT, ice, NSAIDs, patellar strap.\n',
      date: '2026-03-02',
    },
    ['99203'],
  ],
  [
    '3 weeks s/p right total knee arthroplasty. Doing well: 99024',
    {
      text: 'Post-op follow up\nHPI: 3 weeks s/p right total knee arthroplasty. Doing well.\nAssessment: Status post right TKA, doing well.\nPlan: continue PT.\n',
      date: '2026-03-02',
    },
    ['99024'],
  ],
  [
    '50 yo M with type 2 diabetes and hypertension: 98006',
    {
      text: 'Video visit. Patient located at home, provider in office. Real-time audio and video used.\nHPI: 50 yo M with type 2 diabetes and hypertension.\nA/P:\n1. Type 2 diabetes, stable. Continue metformin.\n2. HTN, stable. Continue losartan.\n',
      date: '2026-03-02',
    },
    ['98006'],
  ],
];

describe('levels of visits', () => {
  it.each(CASES)('%s', (_, visit, services) => {
    expect(servicesOf(visit)).toEqual(services);
  });
});
