/** Invented operative notes, procedure notes and discharge summaries in the styles of US hospitals, with the codes of an inpatient coder. */
export interface OperativeNote {
  readonly name: string;
  readonly text: string;
  readonly codes: readonly string[];
}

const op = (procedure: string, description: string, rest = ''): string =>
  `OPERATIVE REPORT\n\n${rest}PROCEDURE PERFORMED: ${procedure}\n\nANESTHESIA: General endotracheal.\n\nDESCRIPTION OF PROCEDURE: ${description}\n`;

export const OPERATIVE_NOTES: readonly OperativeNote[] = [
  {
    name: 'laparoscopic appendectomy',
    text: op(
      'Laparoscopic appendectomy.',
      'The patient was brought to the operating room and placed supine. A Veress needle was introduced and pneumoperitoneum established. Trocars were placed. The appendix was inflamed. The mesoappendix was divided with the harmonic scalpel and the base was stapled. The specimen was removed in an endocatch bag.',
      'PREOPERATIVE DIAGNOSIS: Acute appendicitis.\nPOSTOPERATIVE DIAGNOSIS: Acute appendicitis.\n',
    ),
    codes: ['0DTJ4ZZ'],
  },
  {
    name: 'laparoscopic cholecystectomy converted to open',
    text: op(
      'Laparoscopic cholecystectomy converted to open cholecystectomy.',
      'Pneumoperitoneum was obtained. Dense adhesions were found about the gallbladder and the critical view could not be obtained, so the procedure was converted to open through a right subcostal incision. The gallbladder was removed.',
    ),
    codes: ['0FT40ZZ'],
  },
  {
    name: 'cholecystectomy with cholangiogram',
    text: op(
      'Laparoscopic cholecystectomy with intraoperative cholangiogram.',
      'Trocars were placed in the usual fashion. The cystic duct was clipped, a catheter introduced and a cholangiogram performed with Omnipaque showing no filling defects. The gallbladder was dissected off the liver bed.',
    ),
    codes: ['0FT44ZZ', 'BF131ZZ'],
  },
  {
    name: 'right hemicolectomy',
    text: op(
      'Laparoscopic right hemicolectomy.',
      'Trocars were inserted. The right colon was mobilized and resected together with the terminal ileum; a stapled side-to-side ileocolic anastomosis was created.',
    ),
    codes: ['0DTF4ZZ'],
  },
  {
    name: 'Hartmann',
    text: op(
      'Exploratory laparotomy, sigmoid colectomy with end colostomy (Hartmann procedure).',
      'A midline incision was made. Purulent peritonitis from perforated diverticulitis was found. The sigmoid colon was resected. The descending colon was brought out as an end colostomy.',
    ),
    codes: ['0DTN0ZZ', '0D1M0Z4'],
  },
  {
    name: 'small bowel resection',
    text: op(
      'Exploratory laparotomy with small bowel resection and lysis of adhesions.',
      'A midline laparotomy was performed. Extensive adhesions obstructing the bowel were lysed for two hours. A necrotic segment of small bowel was resected with primary anastomosis.',
    ),
    codes: ['0DB80ZZ', '0DN80ZZ'],
  },
  {
    name: 'open right inguinal hernia with mesh',
    text: op(
      'Open right inguinal hernia repair with mesh.',
      'An incision was made over the right inguinal canal. The sac was reduced and a polypropylene mesh was sutured in place.',
    ),
    codes: ['0YU50JZ'],
  },
  {
    name: 'bilateral laparoscopic inguinal hernia',
    text: op(
      'Laparoscopic bilateral inguinal hernia repair with mesh.',
      'The preperitoneal space was developed with a balloon. Mesh was placed on each side.',
    ),
    codes: ['0YUA4JZ'],
  },
  {
    name: 'umbilical hernia primary repair',
    text: op(
      'Umbilical hernia repair.',
      'A curvilinear infraumbilical incision was made. The fascial defect was closed primarily with interrupted sutures.',
    ),
    codes: ['0WQF0ZZ'],
  },
  {
    name: 'Roux-en-Y gastric bypass',
    text: op(
      'Laparoscopic Roux-en-Y gastric bypass.',
      'Trocars were placed. The pouch was formed and the Roux limb of jejunum was anastomosed to it.',
    ),
    codes: ['0D164ZA'],
  },
  {
    name: 'sleeve gastrectomy',
    text: op(
      'Laparoscopic sleeve gastrectomy.',
      'Pneumoperitoneum was obtained. The greater curvature was resected over a 40 French bougie.',
    ),
    codes: ['0DB64Z3'],
  },
  {
    name: 'EGD with biopsy',
    text: 'PROCEDURE: Esophagogastroduodenoscopy with biopsy of the gastric antrum.\nINDICATION: Melena.\nFINDINGS: The esophagus was normal. Erythema in the antrum, biopsies were taken.\n',
    codes: ['0DB78ZX'],
  },
  {
    name: 'colonoscopy diagnostic',
    text: 'PROCEDURE: Colonoscopy.\nINDICATION: Hematochezia.\nDESCRIPTION OF PROCEDURE: The colonoscope was advanced to the cecum. The mucosa was normal throughout.\n',
    codes: ['0DJD8ZZ'],
  },
  {
    name: 'colonoscopy with sigmoid polypectomy',
    text: 'PROCEDURE: Colonoscopy with snare polypectomy of the sigmoid colon.\nDESCRIPTION OF PROCEDURE: The colonoscope was advanced to the cecum. A 1 cm polyp in the sigmoid colon was removed by hot snare.\n',
    codes: ['0DBN8ZZ'],
  },
  {
    name: 'variceal banding',
    text: 'PROCEDURES PERFORMED:\n1. EGD with esophageal variceal band ligation.\n\nFINDINGS: Three columns of grade III varices, six bands were deployed.\n',
    codes: ['06L38CZ'],
  },
  {
    name: 'PEG',
    text: 'PROCEDURE: Percutaneous endoscopic gastrostomy tube placement.\nDESCRIPTION: The gastroscope was passed. The stomach was transilluminated and the tube pulled through the abdominal wall.\n',
    codes: ['0DH63UZ'],
  },
  {
    name: 'ERCP with stone and stent',
    text: 'PROCEDURE: ERCP with biliary sphincterotomy, common bile duct stone extraction and biliary stent placement.\nDESCRIPTION: The duodenoscope was advanced to the papilla. Stones were swept from the duct with a balloon and a plastic stent was deployed.\n',
    codes: ['0F7C8ZZ', '0FC98ZZ', '0F798DZ'],
  },
  {
    name: 'paracentesis',
    text: 'PROCEDURE NOTE\nProcedure: Therapeutic paracentesis\nIndication: tense ascites\nUnder ultrasound guidance a catheter was advanced into the left lower quadrant and 6 liters of ascitic fluid were removed.\n',
    codes: ['0W9G3ZZ'],
  },
  {
    name: 'whipple',
    text: op(
      'Pancreaticoduodenectomy (Whipple procedure).',
      'A midline incision was made. The head of the pancreas and the duodenum with the distal bile duct were resected.',
    ),
    codes: ['0FBG0ZZ', '0DT90ZZ', '0FT90ZZ'],
  },
  {
    name: 'left total hip',
    text: op(
      'Left total hip arthroplasty.',
      'A posterolateral approach was used. The acetabulum was reamed and a press-fit cup impacted. An uncemented stem was seated and a ceramic femoral head on a polyethylene liner was placed.',
      'POSTOPERATIVE DIAGNOSIS: Osteoarthritis, left hip.\n',
    ),
    codes: ['0SRB04A'],
  },
  {
    name: 'right total knee cemented',
    text: op(
      'Right total knee replacement.',
      'A midline incision with medial parapatellar arthrotomy. Cuts were made. The femoral and tibial components were cemented with bone cement.',
    ),
    codes: ['0SRC0J9'],
  },
  {
    name: 'hip hemiarthroplasty',
    text: op(
      'Right hip bipolar hemiarthroplasty.',
      'An anterolateral approach was used. The femoral head was extracted. A cemented stem was inserted and a bipolar head placed.',
      'PREOPERATIVE DIAGNOSIS: Displaced right femoral neck fracture.\n',
    ),
    codes: ['0SRR0J9'],
  },
  {
    name: 'cephalomedullary nail',
    text: op(
      'Closed reduction and cephalomedullary nailing of left intertrochanteric femur fracture.',
      'The fracture was reduced on the traction table under fluoroscopy. A guidewire was placed percutaneously and the nail inserted over it. A lag screw and distal interlocking screw were placed.',
    ),
    codes: ['0QS736Z'],
  },
  {
    name: 'tibial shaft IM nail',
    text: op(
      'Intramedullary nailing of right tibial shaft fracture.',
      'A small patellar tendon splitting incision was used; the fracture was reduced closed and the nail passed percutaneously.',
    ),
    codes: ['0QSG36Z'],
  },
  {
    name: 'distal radius ORIF',
    text: op(
      'Open reduction internal fixation of left distal radius fracture.',
      'A volar incision was made. The fracture was reduced and a volar locking plate applied with screws.',
    ),
    codes: ['0PSJ04Z'],
  },
  {
    name: 'bimalleolar ankle ORIF',
    text: op(
      'ORIF right bimalleolar ankle fracture.',
      'A lateral incision was made over the fibula and the fracture fixed with a plate. A medial incision was made and two cannulated screws placed in the medial malleolus of the tibia.',
    ),
    codes: ['0QSG04Z', '0QSJ04Z'],
  },
  {
    name: 'closed reduction distal radius',
    text: 'PROCEDURE: Closed reduction of right distal radius fracture.\nDESCRIPTION: After hematoma block, traction was applied and the fracture was manipulated.\n',
    codes: ['0PSHXZZ'],
  },
  {
    name: 'below knee amputation',
    text: op(
      'Left below-knee amputation.',
      'A fish-mouth incision was made. The tibia was divided at its proximal third and the fibula slightly higher.',
    ),
    codes: ['0Y6J0Z1'],
  },
  {
    name: 'ACDF',
    text: op(
      'Anterior cervical discectomy and fusion C5-C6 with PEEK cage and anterior plate.',
      'A transverse incision was made on the right side of the neck. The C5-C6 disc was excised. A PEEK cage packed with allograft was inserted.',
    ),
    codes: ['0RG10A0', '0RB30ZZ'],
  },
  {
    name: 'TLIF two levels',
    text: op(
      'Transforaminal lumbar interbody fusion L3-L4 and L4-L5.',
      'Through a midline posterior incision pedicle screws were placed. Discs were cleared and interbody cages inserted at both levels.',
    ),
    codes: ['0SG10AJ'],
  },
  {
    name: 'L4 kyphoplasty',
    text: op(
      'Balloon kyphoplasty of the L2 lumbar vertebra.',
      'Under fluoroscopy a cannula was advanced percutaneously through the pedicle, the balloon inflated and cement injected.',
    ),
    codes: ['0QS03ZZ', '0QU03JZ'],
  },
  {
    name: 'rotator cuff',
    text: op(
      'Arthroscopic right rotator cuff repair with subacromial decompression.',
      'The arthroscope was introduced. The supraspinatus tear was repaired with anchors. A bursectomy and acromioplasty were performed.',
    ),
    codes: ['0LQ14ZZ', '0RNJ4ZZ'],
  },
  {
    name: 'PCI one DES',
    text: 'PROCEDURES PERFORMED:\n1. Left heart catheterization\n2. Coronary angiography\n3. PCI with drug-eluting stent to the mid LAD\n\nDESCRIPTION OF PROCEDURE: Right radial access was obtained. Multiple coronary arteries were imaged with low osmolar contrast. The LAD lesion was predilated and a 3.0 x 18 mm Xience stent was deployed.\n',
    codes: ['4A023N7', 'B2111ZZ', '027034Z'],
  },
  {
    name: 'PCI two vessels',
    text: 'PROCEDURES PERFORMED:\n1. Percutaneous coronary intervention of the LAD and RCA with placement of two drug-eluting stents.\n\nDESCRIPTION OF PROCEDURE: One stent was deployed in the LAD and one stent in the RCA.\n',
    codes: ['027135Z'],
  },
  {
    name: 'CABG x3',
    text: op(
      'Coronary artery bypass grafting x3 (LIMA to LAD, saphenous vein graft to OM1 and saphenous vein graft to RCA).\nEndoscopic harvest of left greater saphenous vein.',
      'A median sternotomy was performed. The left internal mammary artery was taken down. The left greater saphenous vein was harvested endoscopically. The patient was placed on cardiopulmonary bypass.',
    ),
    codes: ['02100Z9', '021109W', '06BQ4ZZ', '5A1221Z'],
  },
  {
    name: 'TAVR',
    text: op(
      'Transfemoral transcatheter aortic valve replacement with 26 mm Sapien 3 valve.',
      'The right femoral artery was accessed percutaneously. The valve was deployed under rapid pacing.',
    ),
    codes: ['02RF38Z'],
  },
  {
    name: 'mechanical AVR',
    text: op(
      'Aortic valve replacement with 23 mm St. Jude mechanical valve.',
      'Median sternotomy. Cardiopulmonary bypass was initiated. The valve was excised and the prosthesis seated.',
    ),
    codes: ['02RF0JZ', '5A1221Z'],
  },
  {
    name: 'dual chamber pacemaker',
    text: op(
      'Implantation of dual chamber permanent pacemaker.',
      'An incision was made in the left infraclavicular region. The left subclavian vein was accessed and leads were advanced to the right atrium and right ventricle. The generator was placed in a subcutaneous pocket.',
    ),
    codes: ['0JH606Z', '02H63JZ', '02HK3JZ'],
  },
  {
    name: 'cardioversion with TEE',
    text: 'PROCEDURES:\n1. TEE\n2. DC cardioversion\n\nINDICATION: Atrial fibrillation.\n',
    codes: ['B24BZZ4', '5A2204Z'],
  },
  {
    name: 'carotid endarterectomy',
    text: op(
      'Right carotid endarterectomy with patch angioplasty.',
      'An incision was made along the sternocleidomastoid. The common, internal and external carotid arteries were controlled. Plaque was removed and a bovine patch sewn.',
    ),
    codes: ['03CK0ZZ'],
  },
  {
    name: 'femoropopliteal bypass with PTFE',
    text: op(
      'Left femoral to popliteal bypass with PTFE graft.',
      'Groin and above-knee incisions were made. A ringed PTFE graft was tunneled.',
    ),
    codes: ['041L0JL'],
  },
  {
    name: 'EVAR',
    text: op(
      'Endovascular repair of abdominal aortic aneurysm.',
      'Both femoral arteries were accessed percutaneously. The main body of the endograft was deployed below the renal arteries.',
    ),
    codes: ['04V03DZ'],
  },
  {
    name: 'IVC filter',
    text: op(
      'Placement of IVC filter.',
      'The right common femoral vein was punctured under ultrasound. The filter was deployed infrarenally.',
    ),
    codes: ['06H03DZ'],
  },
  {
    name: 'central line',
    text: 'PROCEDURE NOTE\nProcedure: Right internal jugular central venous catheter placement\nThe needle was advanced under ultrasound guidance. The tip lies in the superior vena cava on chest x-ray.\n',
    codes: ['02HV33Z'],
  },
  {
    name: 'chest tube',
    text: 'PROCEDURE: Left chest tube placement.\nINDICATION: Pneumothorax.\nA 28 French tube was inserted at the fifth intercostal space and placed to suction.\n',
    codes: ['0W9B30Z'],
  },
  {
    name: 'thoracentesis',
    text: 'PROCEDURE: Diagnostic right thoracentesis.\nThe needle was introduced under ultrasound. 60 mL of fluid was sent for cytology.\n',
    codes: ['0W993ZX'],
  },
  {
    name: 'VATS lobectomy',
    text: op(
      'Video-assisted thoracoscopic right upper lobectomy with mediastinal lymph node dissection.',
      'Three ports were placed. The right upper lobe was removed in a bag. Complete mediastinal lymphadenectomy was done.',
    ),
    codes: ['0BTC4ZZ', '07T74ZZ'],
  },
  {
    name: 'bronchoscopy with lavage',
    text: 'PROCEDURE: Flexible bronchoscopy with bronchoalveolar lavage of the right middle lobe.\nDESCRIPTION: The bronchoscope was wedged in the right middle lobe and lavage performed.\n',
    codes: ['0B9D8ZX'],
  },
  {
    name: 'tracheostomy',
    text: op(
      'Open tracheostomy.',
      'A horizontal incision was made. The trachea was entered between rings two and three and a Shiley tube inserted.',
    ),
    codes: ['0B110F4'],
  },
  {
    name: 'modified radical mastectomy',
    text: op(
      'Left modified radical mastectomy.',
      'An elliptical incision was made. The breast was removed with the axillary contents, levels I and II.',
    ),
    codes: ['0HTU0ZZ', '07T60ZZ'],
  },
  {
    name: 'lumpectomy with sentinel node biopsy',
    text: op(
      'Right breast lumpectomy with right axillary sentinel lymph node biopsy.',
      'An incision was made in the upper outer quadrant. Two blue nodes were removed.',
    ),
    codes: ['0HBT0ZZ', '07B50ZX'],
  },
  {
    name: 'total thyroidectomy',
    text: op('Total thyroidectomy.', 'A collar incision was made. Both lobes and the isthmus were removed.'),
    codes: ['0GTK0ZZ'],
  },
  {
    name: 'TAH BSO',
    text: op(
      'Total abdominal hysterectomy with bilateral salpingo-oophorectomy.',
      'A Pfannenstiel incision was made. The uterus, cervix, both tubes and ovaries were removed.',
    ),
    codes: ['0UT90ZZ', '0UTC0ZZ', '0UT20ZZ', '0UT70ZZ'],
  },
  {
    name: 'repeat cesarean with tubal ligation',
    text: op(
      'Repeat low transverse cesarean section and bilateral tubal ligation.',
      'A Pfannenstiel incision was made. A viable male infant was delivered. Each tube was ligated with suture.',
    ),
    codes: ['10D00Z1', '0UL70ZZ'],
  },
  {
    name: 'vaginal delivery with laceration',
    text: 'DELIVERY NOTE\nProcedures:\n1. Normal spontaneous vaginal delivery\n2. Repair of second degree perineal laceration\n\nA viable female infant was delivered over an intact cervix.\n',
    codes: ['10E0XZZ', '0KQM0ZZ'],
  },
  {
    name: 'vacuum delivery',
    text: 'DELIVERY NOTE\nProcedure: Vacuum-assisted vaginal delivery\nThe Kiwi cup was applied at +2 station and the head delivered with two pulls.\n',
    codes: ['10D07Z6'],
  },
  {
    name: 'TURP',
    text: op('Transurethral resection of the prostate.', 'The resectoscope was introduced and the lateral lobes were resected.'),
    codes: ['0VB08ZZ'],
  },
  {
    name: 'robotic prostatectomy',
    text: op(
      'Robotic-assisted laparoscopic radical prostatectomy with bilateral pelvic lymph node dissection.',
      'Trocars were placed and the da Vinci robot was docked. The prostate and seminal vesicles were removed en bloc.',
    ),
    codes: ['0VT04ZZ', '0VT34ZZ', '07TC4ZZ', '8E0W4CZ'],
  },
  {
    name: 'ureteral stent',
    text: op(
      'Cystoscopy with left ureteral stent placement.',
      'The cystoscope was passed and a 6 French double-J stent was positioned over a wire in the left ureter.',
    ),
    codes: ['0T778DZ'],
  },
  {
    name: 'partial nephrectomy',
    text: op('Left laparoscopic partial nephrectomy.', 'Trocars were placed. The mass was excised with a rim of normal kidney.'),
    codes: ['0TB14ZZ'],
  },
  {
    name: 'craniotomy for subdural hematoma',
    text: op(
      'Right frontotemporoparietal craniotomy for evacuation of subdural hematoma.',
      'A question-mark incision was made, the bone flap was raised, the dura opened and clot evacuated.',
    ),
    codes: ['00C40ZZ'],
  },
  {
    name: 'VP shunt',
    text: op(
      'Right ventriculoperitoneal shunt placement.',
      'A burr hole was made and the ventricular catheter inserted; the distal catheter was tunneled to the peritoneum.',
    ),
    codes: ['00160J6'],
  },
  {
    name: 'lumbar puncture',
    text: 'PROCEDURE: Lumbar puncture.\nThe L3-L4 interspace was entered with a spinal needle. Clear CSF was sent for studies.\n',
    codes: ['009U3ZX'],
  },
  {
    name: 'debridement of sacral ulcer',
    text: op(
      'Excisional debridement of sacral decubitus ulcer including subcutaneous tissue and fascia.',
      'Necrotic skin and subcutaneous tissue was sharply excised with a scalpel down to fascia.',
    ),
    codes: ['0JB90ZZ'],
  },
  {
    name: 'incision and drainage of thigh abscess',
    text: op(
      'Incision and drainage of left thigh abscess.',
      'An incision was made over the fluctuant area, pus expressed from the subcutaneous tissue, the cavity irrigated and packed.',
    ),
    codes: ['0J9M0ZZ'],
  },
  {
    name: 'respiratory failure stay',
    text: 'DISCHARGE SUMMARY\n\nHOSPITAL COURSE: The patient was admitted with septic shock from pneumonia. She was intubated in the emergency department and remained on mechanical ventilation for 6 days. A central line was placed. She was transfused two units of packed red blood cells. She had undergone appendectomy as a child. Tracheostomy was discussed but the family declined.\n\nPAST SURGICAL HISTORY: Cholecystectomy, hysterectomy.\n',
    codes: ['0BH17EZ', '5A1955Z', '02HV33Z', '30233N1'],
  },
  {
    name: 'dialysis stay',
    text: 'DISCHARGE SUMMARY\n\nHOSPITAL COURSE: Acute kidney injury worsened and a temporary dialysis catheter was placed in the right internal jugular vein. He received intermittent hemodialysis three times. Renal biopsy was considered but not performed.\n',
    codes: ['02HV33Z', '5A1D70Z'],
  },
  {
    name: 'planned procedure only',
    text: 'HISTORY AND PHYSICAL\n\nHISTORY OF PRESENT ILLNESS: 70-year-old man status post CABG in 2010 scheduled for left total knee replacement tomorrow.\n\nASSESSMENT AND PLAN: Osteoarthritis. Will undergo left total knee arthroplasty. Risks and benefits were discussed.\n',
    codes: [],
  },
  {
    name: 'ex lap splenectomy trauma',
    text: `DATE OF OPERATION: 04/02/2026
PREOPERATIVE DIAGNOSIS: Blunt abdominal trauma with hemoperitoneum.
POSTOPERATIVE DIAGNOSIS: Grade IV splenic laceration.
OPERATION PERFORMED:
1. Exploratory laparotomy.
2. Splenectomy.
SURGEON: Smith
ANESTHESIA: General
ESTIMATED BLOOD LOSS: 1500 mL
OPERATIVE FINDINGS: Shattered spleen. No other injury to the bowel, liver or mesentery.
OPERATIVE TECHNIQUE: The patient was placed supine. A midline incision was made from xiphoid to pubis. All four quadrants were packed. The spleen was mobilized and the hilum was clamped and divided. The spleen was passed off. The abdomen was irrigated and closed.`,
    codes: ['07TP0ZZ'],
  },
  {
    name: 'lap sigmoid colectomy with lysis',
    text: `PREOPERATIVE DIAGNOSIS: Recurrent sigmoid diverticulitis.
PROCEDURE: Laparoscopic sigmoid colectomy with colorectal anastomosis.
DESCRIPTION OF PROCEDURE: After informed consent, the patient was taken to the operating room. Pneumoperitoneum was achieved. The sigmoid colon was mobilized laparoscopically. The specimen was extracted through a small Pfannenstiel incision. A circular stapled anastomosis was done.`,
    codes: ['0DTN4ZZ'],
  },
  {
    name: 'right total shoulder reverse',
    text: `PROCEDURE PERFORMED: Right reverse total shoulder arthroplasty.
INDICATIONS: Rotator cuff arthropathy.
PROCEDURE IN DETAIL: A deltopectoral incision was made. The subscapularis was taken down. The humeral head was cut, the glenoid baseplate was secured with screws and the glenosphere was impacted.`,
    codes: ['0RRJ00Z'],
  },
  {
    name: 'femur ORIF distal',
    text: `OPERATION: Open reduction and internal fixation of right distal femur fracture with lateral locking plate.
DETAILS OF PROCEDURE: A lateral incision was carried down to the femur. The fracture was reduced and a plate applied with multiple screws.`,
    codes: ['0QSB04Z'],
  },
  {
    name: 'hip pinning',
    text: `PROCEDURE: Closed reduction and percutaneous screw fixation of left femoral neck fracture.
DESCRIPTION: Under fluoroscopy three cannulated screws were placed through small stab incisions.`,
    codes: ['0QS734Z'],
  },
  {
    name: 'great toe amputation',
    text: `PROCEDURE: Amputation of right great toe at the metatarsophalangeal joint.
DESCRIPTION OF PROCEDURE: A racquet incision was made. The toe was disarticulated at the MTP joint.`,
    codes: ['0Y6P0Z0'],
  },
  {
    name: 'AKA',
    text: `POSTOPERATIVE DIAGNOSIS: Gangrene of the right lower extremity.
PROCEDURE: Right above-the-knee amputation.
DESCRIPTION: The femur was divided at mid thigh level.`,
    codes: ['0Y6C0Z2'],
  },
  {
    name: 'L3-L5 posterior lumbar fusion with autograft and laminectomy',
    text: `PROCEDURES PERFORMED:
1. L3 to L5 posterolateral fusion with local autograft.
2. L3, L4, L5 decompressive lumbar laminectomy.
3. Pedicle screw instrumentation L3 to L5.
DESCRIPTION OF PROCEDURE: Prone position. Midline incision. Laminectomies were performed. Pedicle screws were placed. The transverse processes were decorticated and autograft placed.`,
    codes: ['0SG1071', '01NB0ZZ'],
  },
  {
    name: 'lumbar microdiscectomy',
    text: `PROCEDURE: Left L4-L5 microdiscectomy.
DESCRIPTION: A midline incision was made. A hemilaminotomy was performed. The herniated disc fragments were removed.`,
    codes: ['0SB20ZZ'],
  },
  {
    name: 'ALIF L5-S1',
    text: `PROCEDURE: Anterior lumbar interbody fusion, L5-S1, with PEEK cage and BMP.
DESCRIPTION: The retroperitoneal approach was performed. Complete discectomy was done and the cage impacted.`,
    codes: ['0SG30A0'],
  },
  {
    name: 'craniotomy for tumor',
    text: `OPERATION: Left temporal craniotomy for resection of glioblastoma.
PROCEDURE IN DETAIL: The skull was fixed in the Mayfield. A bone flap was turned. The dura was opened. The tumor was resected with the ultrasonic aspirator under navigation.`,
    codes: ['00B70ZZ'],
  },
  {
    name: 'EVD',
    text: `PROCEDURE: Right frontal external ventricular drain placement.
DESCRIPTION: A twist drill hole was made at Kocher's point. The catheter was passed into the ventricle with return of CSF.`,
    codes: ['009630Z'],
  },
  {
    name: 'burr hole SDH',
    text: `PROCEDURE: Left burr hole evacuation of chronic subdural hematoma with drain placement.
DESCRIPTION: Two burr holes were drilled. The dura was opened. Motor oil fluid drained. A subdural drain was left.`,
    codes: ['009430Z'],
  },
  {
    name: 'CABG x4 with radial',
    text: `PREOPERATIVE DIAGNOSIS: Three-vessel coronary artery disease.
OPERATION: Coronary artery bypass graft x 4: left internal mammary artery to left anterior descending, reversed saphenous vein graft to diagonal, obtuse marginal and posterior descending artery.
DESCRIPTION OF OPERATION: Median sternotomy was made. The LIMA was harvested. The right greater saphenous vein was harvested endoscopically. Cardiopulmonary bypass was instituted. Distal anastomoses were performed.`,
    codes: ['02100Z9', '021209W', '06BP4ZZ', '5A1221Z'],
  },
  {
    name: 'MV repair',
    text: `PROCEDURE: Mitral valve repair with annuloplasty ring.
DESCRIPTION: A median sternotomy was done. After cardiopulmonary bypass and cardioplegic arrest the left atrium was opened. A 30 mm annuloplasty ring was secured.`,
    codes: ['02UG0JZ', '5A1221Z'],
  },
  {
    name: 'atrial fib ablation',
    text: `PROCEDURE: Catheter ablation of atrial fibrillation with pulmonary vein isolation.
DESCRIPTION: Femoral venous access was obtained. Transseptal puncture was performed. All four pulmonary veins were isolated with radiofrequency energy.`,
    codes: ['02583ZZ'],
  },
  {
    name: 'ICD',
    text: `PROCEDURE: Implantation of single-chamber ICD.
DESCRIPTION: The left chest was prepped. An incision was made and a pocket was created. The axillary vein was accessed. The defibrillator lead was placed in the right ventricular apex.`,
    codes: ['0JH608Z', '02HK3KZ'],
  },
  {
    name: 'PCI RCA two stents',
    text: `PROCEDURE PERFORMED:
1. Selective coronary angiography.
2. Left heart catheterization.
3. Left ventriculography.
4. Percutaneous coronary intervention to the right coronary artery with two overlapping drug-eluting stents.
FINDINGS: LAD 40% stenosis. Circumflex normal. RCA 99% stenosis.`,
    codes: ['B2111ZZ', '4A023N7', 'B2151ZZ', '027035Z'],
  },
  {
    name: 'AV fistula',
    text: `PROCEDURE: Creation of left radiocephalic arteriovenous fistula.
DESCRIPTION: A longitudinal incision was made at the wrist. The cephalic vein was anastomosed end-to-side to the radial artery.`,
    codes: ['031C0ZF'],
  },
  {
    name: 'tunneled dialysis catheter',
    text: `PROCEDURE: Placement of right internal jugular tunneled hemodialysis catheter.
DESCRIPTION: Using ultrasound the right IJ was punctured. The catheter was tunneled through the chest wall. The tip lies in the right atrium.`,
    codes: ['02H633Z', '0JH63XZ'],
  },
  {
    name: 'fem embolectomy',
    text: `OPERATION: Right femoral embolectomy.
DESCRIPTION: The right groin was opened through a longitudinal incision. Arteriotomy made. A Fogarty catheter was passed and clot retrieved.`,
    codes: ['04CK0ZZ'],
  },
  {
    name: 'SFA stent',
    text: `PROCEDURE: Left superficial femoral artery angioplasty and stent placement.
DESCRIPTION: The right common femoral artery was accessed percutaneously. The left SFA lesion was dilated with a 5 mm balloon and a self-expanding stent was deployed.`,
    codes: ['047L3DZ'],
  },
  {
    name: 'uterine D&C for retained products',
    text: `PROCEDURE: Suction dilation and curettage for retained products of conception.
DESCRIPTION: The cervix was dilated. Suction curettage was performed.`,
    codes: ['10D17ZZ'],
  },
  {
    name: 'lap BSO',
    text: `PROCEDURE: Laparoscopic bilateral salpingo-oophorectomy.
DESCRIPTION: Trocars were placed. The infundibulopelvic ligaments were coagulated and cut on each side.`,
    codes: ['0UT24ZZ', '0UT74ZZ'],
  },
  {
    name: 'TLH with bilateral salpingectomy robotic',
    text: `PROCEDURE: Robotic-assisted total laparoscopic hysterectomy with bilateral salpingectomy.
DESCRIPTION: The robot was docked. The uterus, cervix and both tubes were delivered through the vagina.`,
    codes: ['0UT94ZZ', '0UTC4ZZ', '0UT74ZZ', '8E0W4CZ'],
  },
  {
    name: 'primary LTCS',
    text: `PREOPERATIVE DIAGNOSIS: Intrauterine pregnancy at 39 weeks, arrest of dilation.
PROCEDURE: Primary low transverse cesarean section via Pfannenstiel incision.
DESCRIPTION OF PROCEDURE: The patient was taken to the operating room where spinal anesthesia was found adequate. The infant was delivered atraumatically. The uterus was closed in two layers. The tubes and ovaries were normal.`,
    codes: ['10D00Z1'],
  },
  {
    name: 'SVD with episiotomy',
    text: `DELIVERY SUMMARY
The patient progressed to complete dilation. Pitocin augmentation was given. Spontaneous vaginal delivery of a viable male infant over a midline episiotomy. The episiotomy was repaired with 3-0 Vicryl. The placenta delivered spontaneously.`,
    codes: ['10E0XZZ', '0W8NXZZ', '3E033VJ'],
  },
  {
    name: 'cysto TURBT',
    text: `PROCEDURE: Cystoscopy, transurethral resection of bladder tumor, bilateral retrograde pyelograms.
DESCRIPTION: The 21-French cystoscope was inserted. Retrograde pyelograms were normal bilaterally. The tumor on the left wall was resected.`,
    codes: ['0TBB8ZZ', 'BT141ZZ'],
  },
  {
    name: 'ureteroscopy laser',
    text: `PROCEDURE: Right ureteroscopy with holmium laser lithotripsy of ureteral stone and right double-J ureteral stent placement.
DESCRIPTION: The ureteroscope was advanced. The stone was fragmented and fragments basketed. A stent was placed.`,
    codes: ['0TC68ZZ', '0T768DZ'],
  },
  {
    name: 'radical nephrectomy',
    text: `OPERATION: Right hand-assisted laparoscopic radical nephrectomy.
DESCRIPTION: A hand port was placed. The hilum was stapled. The kidney with Gerota fascia was removed.`,
    codes: ['0TT04ZG'],
  },
  {
    name: 'inguinal orchiectomy',
    text: `PROCEDURE: Left radical inguinal orchiectomy.
DESCRIPTION: A left inguinal incision was made. The cord was clamped at the internal ring and divided.`,
    codes: ['0VTB0ZZ'],
  },
  {
    name: 'parathyroidectomy',
    text: `PROCEDURE: Left inferior parathyroidectomy.
DESCRIPTION: A small collar incision was made. The enlarged left inferior parathyroid was removed.`,
    codes: ['0GTP0ZZ'],
  },
  {
    name: 'tonsillectomy',
    text: `PROCEDURE: Tonsillectomy and adenoidectomy.
DESCRIPTION: The mouth gag was placed. The tonsils were removed with cautery. The adenoids were removed with a curette.`,
    codes: ['0CTPXZZ', '0CTQXZZ'],
  },
  {
    name: 'neck dissection with parotidectomy',
    text: `PROCEDURE: Right superficial parotidectomy and right modified radical neck dissection.
DESCRIPTION: A modified Blair incision was made. The facial nerve was preserved.`,
    codes: ['0CB80ZZ', '07T10ZZ'],
  },
  {
    name: 'ct guided liver biopsy',
    text: `PROCEDURE: CT-guided liver biopsy.
TECHNIQUE: An 18 gauge core needle was used. Three cores were obtained.`,
    codes: ['0FB03ZX'],
  },
  {
    name: 'bone marrow biopsy',
    text: `PROCEDURE NOTE: Bone marrow aspiration and biopsy, right posterior iliac crest.
After local anesthesia with lidocaine a Jamshidi needle was advanced.`,
    codes: ['07DR3ZX'],
  },
  {
    name: 'perc chole tube',
    text: `PROCEDURE: Ultrasound-guided percutaneous cholecystostomy tube placement.
TECHNIQUE: An 8 French pigtail catheter was placed in the gallbladder.`,
    codes: ['0F9430Z'],
  },
  {
    name: 'abscess drain IR',
    text: `PROCEDURE: CT-guided drainage of pelvic abscess.
TECHNIQUE: A 10 French pigtail catheter was placed into the collection and left to bulb suction.`,
    codes: ['0W9J30Z'],
  },
  {
    name: 'hemicolectomy with liver biopsy',
    text: `OPERATIONS PERFORMED: Open left hemicolectomy and wedge biopsy of the liver.
DESCRIPTION OF OPERATION: A midline laparotomy was made.`,
    codes: ['0DTG0ZZ', '0FB00ZX'],
  },
  {
    name: 'dc summary gi bleed',
    text: `DISCHARGE SUMMARY
ADMITTING DIAGNOSIS: Upper GI bleed.
PROCEDURES PERFORMED DURING ADMISSION:
1. EGD with epinephrine injection and clip placement for bleeding duodenal ulcer.
2. Transfusion of 3 units packed red blood cells.
HOSPITAL COURSE: The patient was transfused 3 units. GI was consulted and EGD on hospital day 1 showed a duodenal ulcer with a visible vessel. Colonoscopy was recommended as an outpatient.`,
    codes: ['0W3P8ZZ', '30233N1'],
  },
  {
    name: 'dc summary stroke',
    text: `DISCHARGE SUMMARY
HISTORY OF PRESENT ILLNESS: 66-year-old with left MCA stroke.
HOSPITAL COURSE: She received IV tPA in the emergency department. She was then taken for mechanical thrombectomy of the left middle cerebral artery with TICI 3 reperfusion. A PEG tube was placed on hospital day 8.
PAST SURGICAL HISTORY: Status post CABG and left hip replacement.`,
    codes: ['3E03317', '03CG3ZZ', '0DH63UZ'],
  },
  {
    name: 'dc summary sepsis with negatives',
    text: `DISCHARGE SUMMARY
HOSPITAL COURSE:
1. Septic shock. A right IJ central line was placed and norepinephrine started.
2. Respiratory failure. He was intubated on 3/2 and extubated on 3/4. He did not require tracheostomy.
3. AKI. Nephrology was consulted; dialysis was not needed.
4. Pleural effusion. Left thoracentesis was performed with removal of 1 liter.`,
    codes: ['02HV33Z', '0BH17EZ', '5A1945Z', '0W9B3ZZ'],
  },
  {
    name: 'excision of back lipoma',
    text: `PROCEDURE: Excision of lipoma of the back.
DESCRIPTION: An elliptical incision was made and the subcutaneous mass was excised.`,
    codes: ['0JB70ZZ'],
  },
  {
    name: 'split thickness graft',
    text: `PROCEDURE: Split-thickness skin graft to left lower leg wound, donor site right thigh.
DESCRIPTION: The graft was harvested from the right thigh with a dermatome, meshed and stapled over the wound of the left lower leg.`,
    codes: ['0HRLX74', '0HBHXZZ'],
  },
  {
    name: 'knee washout',
    text: `PROCEDURE: Arthroscopic irrigation and debridement of the left knee for septic arthritis.
DESCRIPTION: The arthroscope was introduced. Purulent fluid was evacuated. Synovium was debrided.`,
    codes: ['0S9D4ZZ'],
  },
  {
    name: 'long lap chole',
    text: `OPERATIVE NOTE
Patient: Jane Doe
Date of surgery: 03/14/2026
Preoperative Diagnosis: Acute cholecystitis with cholelithiasis
Postoperative Diagnosis: Same
Procedure: Laparoscopic cholecystectomy
Surgeon: R. Jones, MD
Anesthesia: General endotracheal
EBL: 25 cc
Drains: One 19 French Blake drain in the gallbladder fossa
Specimens: Gallbladder
Complications: None

Indications: This is a 45-year-old woman with a history of cesarean section who presented with right upper quadrant pain. Ultrasound showed gallstones. HIDA scan was positive. The risks and benefits of laparoscopic cholecystectomy with possible conversion to open cholecystectomy were discussed and consent was obtained.

Description of Procedure: The patient was brought to the operating room and placed in the supine position. General anesthesia was induced and the patient was intubated. A Foley catheter and orogastric tube were placed. The abdomen was prepped and draped. A 12 mm infraumbilical incision was made and the Hasson trocar was placed under direct vision. Three 5 mm trocars were placed. The gallbladder was distended and was decompressed with a needle. Adhesions of the omentum to the gallbladder were taken down. The cystic duct and cystic artery were clipped and divided. The gallbladder was dissected off the liver bed with electrocautery and removed in an Endocatch bag. Hemostasis was achieved. A Blake drain was left. The fascia was closed with 0 Vicryl and skin with 4-0 Monocryl. The patient was extubated and taken to recovery in stable condition.`,
    codes: ['0FT44ZZ'],
  },
  {
    name: 'ORIF tibial plateau with fasciotomy',
    text: `PROCEDURES:
1. Open reduction internal fixation, left tibial plateau fracture.
2. Four-compartment fasciotomy, left lower leg.

DESCRIPTION: A lateral incision was made. The joint surface was elevated and a lateral buttress plate was applied with locking screws. All four compartments were released.`,
    codes: ['0QSH04Z', '0J8P0ZZ'],
  },
  {
    name: 'external fixator',
    text: `PROCEDURE PERFORMED: Closed reduction and application of spanning external fixator, right tibial pilon fracture.
DESCRIPTION: Half pins were placed percutaneously in the tibia and calcaneus.`,
    codes: ['0QSG35Z'],
  },
  {
    name: 'hardware removal',
    text: `PROCEDURE PERFORMED: Removal of hardware, left ankle (fibula plate and screws).
DESCRIPTION: The previous lateral incision was opened. The plate and screws were removed from the fibula.`,
    codes: ['0QPK04Z'],
  },
  {
    name: 'revision THA',
    text: `PROCEDURE PERFORMED: Revision of right total hip arthroplasty, both components.
DESCRIPTION: The prior components were removed. New uncemented acetabular and femoral components with a ceramic head on polyethylene liner were implanted.`,
    codes: ['0SP90JZ', '0SR904A'],
  },
  {
    name: 'bilateral TKA',
    text: `PROCEDURE PERFORMED: Bilateral total knee arthroplasty.
DESCRIPTION: Cemented components were used on both sides.`,
    codes: ['0SRC0J9', '0SRD0J9'],
  },
  {
    name: 'ACL reconstruction',
    text: `PROCEDURE PERFORMED: Arthroscopic right anterior cruciate ligament reconstruction with hamstring autograft and partial medial meniscectomy.
DESCRIPTION: The arthroscope was introduced through the anterolateral portal.`,
    codes: ['0MRN47Z', '0SBC4ZZ'],
  },
  {
    name: 'carpal tunnel',
    text: `PROCEDURE PERFORMED: Left carpal tunnel release.
DESCRIPTION: A longitudinal incision was made in the palm and the transverse carpal ligament was divided.`,
    codes: ['01N50ZZ'],
  },
  {
    name: 'achilles',
    text: `PROCEDURE PERFORMED: Repair of right Achilles tendon rupture.
DESCRIPTION: A posteromedial incision was made. Krackow sutures were placed.`,
    codes: ['0LQN0ZZ'],
  },
  {
    name: 'septic hip washout',
    text: `PROCEDURE PERFORMED: Arthrotomy and drainage of left hip for septic arthritis.
DESCRIPTION: The joint was opened and frank pus was evacuated, irrigated with 9 liters.`,
    codes: ['0S9B0ZZ'],
  },
  {
    name: 'open esophagectomy',
    text: `PROCEDURE PERFORMED: Ivor Lewis esophagectomy, feeding jejunostomy.
DESCRIPTION: Through a midline laparotomy the stomach was mobilized. Right thoracotomy was performed and the esophagus was resected with intrathoracic esophagogastric anastomosis. A jejunostomy tube was placed.`,
    codes: ['0DT50ZZ', '0DHA0UZ'],
  },
  {
    name: 'nissen',
    text: `PROCEDURE PERFORMED: Laparoscopic paraesophageal hernia repair with mesh and Nissen fundoplication.
DESCRIPTION: Trocars placed. The hernia sac was reduced. The crura were closed and reinforced with mesh. A 360-degree wrap was made.`,
    codes: ['0BUT4JZ', '0DV44ZZ'],
  },
  {
    name: 'subtotal gastrectomy',
    text: `PROCEDURE PERFORMED: Distal gastrectomy with Billroth II reconstruction.
DESCRIPTION: Upper midline incision. The distal stomach was resected. A gastrojejunostomy was created.`,
    codes: ['0DB60ZZ'],
  },
  {
    name: 'LAR',
    text: `PROCEDURE PERFORMED: Robotic low anterior resection with diverting loop ileostomy.
DESCRIPTION: The robot was docked. The rectum was transected distal to the tumor. A loop of ileum was matured as an ileostomy.`,
    codes: ['0DTN4ZZ', '0DBP4ZZ', '0D1B4Z4', '8E0W4CZ'],
  },
  {
    name: 'APR',
    text: `PROCEDURE PERFORMED: Abdominoperineal resection with permanent end colostomy.
DESCRIPTION: A midline incision was made. The rectum and anus were removed. The sigmoid was divided and the descending colon was brought out as a colostomy.`,
    codes: ['0DTP0ZZ', '0DTQ0ZZ', '0D1M0Z4'],
  },
  {
    name: 'ostomy takedown',
    text: `PROCEDURE PERFORMED: Reversal of loop ileostomy.
DESCRIPTION: The stoma was mobilized and the ileum was closed with a stapler and returned to the abdomen.`,
    codes: ['0DQB0ZZ'],
  },
  {
    name: 'liver resection',
    text: `PROCEDURE PERFORMED: Open right hepatectomy.
DESCRIPTION: Bilateral subcostal incision. The right lobe was resected.`,
    codes: ['0FT10ZZ'],
  },
  {
    name: 'distal pancreatectomy splenectomy',
    text: `PROCEDURE PERFORMED: Laparoscopic distal pancreatectomy and splenectomy.
DESCRIPTION: Trocars were placed. The tail of the pancreas and the spleen were removed.`,
    codes: ['0FBG4ZZ', '07TP4ZZ'],
  },
  {
    name: 'ventral hernia mesh',
    text: `PROCEDURE PERFORMED: Open incisional hernia repair with mesh.
DESCRIPTION: The previous midline scar was excised. The hernia sac was opened, adhesions taken down. A 15 x 20 cm polypropylene mesh was placed.`,
    codes: ['0WUF0JZ'],
  },
  {
    name: 'perirectal abscess',
    text: `PROCEDURE PERFORMED: Incision and drainage of perirectal abscess.
DESCRIPTION: A cruciate incision was made over the area of fluctuance. Pus was drained.`,
    codes: ['0D9P0ZZ'],
  },
  {
    name: 'hemorrhoidectomy',
    text: `PROCEDURE PERFORMED: Excisional hemorrhoidectomy, two columns.
DESCRIPTION: The hemorrhoids were excised with the Ligasure.`,
    codes: ['06BY0ZC'],
  },
  {
    name: 'septoplasty turbinates',
    text: `PROCEDURE PERFORMED: Septoplasty and bilateral inferior turbinate reduction.
DESCRIPTION: A hemitransfixion incision was made. The deviated cartilage was repositioned. The turbinates were reduced with the microdebrider.`,
    codes: ['09SM0ZZ', '09BL8ZZ'],
  },
  {
    name: 'laryngoscopy biopsy',
    text: `PROCEDURE PERFORMED: Direct laryngoscopy with biopsy of right vocal cord lesion.
DESCRIPTION: The Dedo laryngoscope was inserted.`,
    codes: ['0CBT8ZX'],
  },
  {
    name: 'cataract',
    text: `PROCEDURE PERFORMED: Phacoemulsification of cataract with intraocular lens implantation, right eye.
DESCRIPTION: A clear corneal incision was made.`,
    codes: ['08RJ3JZ'],
  },
  {
    name: 'vitrectomy',
    text: `PROCEDURE PERFORMED: Pars plana vitrectomy, left eye.
DESCRIPTION: Three ports were placed.`,
    codes: ['08T53ZZ'],
  },
  {
    name: 'mastectomy bilateral',
    text: `PROCEDURE PERFORMED: Bilateral simple mastectomies with left sentinel lymph node biopsy and immediate tissue expander placement.
DESCRIPTION: Elliptical incisions.`,
    codes: ['0HTV0ZZ', '07B60ZX', '0HHV0NZ'],
  },
  {
    name: 'ex lap ovarian cancer',
    text: `PROCEDURE PERFORMED: Exploratory laparotomy, total abdominal hysterectomy, bilateral salpingo-oophorectomy, omentectomy, and pelvic lymph node dissection.
DESCRIPTION: Vertical midline incision.`,
    codes: ['0UT90ZZ', '0UTC0ZZ', '0UT20ZZ', '0UT70ZZ', '0DTU0ZZ', '07TC0ZZ'],
  },
  {
    name: 'ectopic',
    text: `PROCEDURE PERFORMED: Laparoscopic left salpingectomy for ruptured ectopic pregnancy.
DESCRIPTION: Trocars were placed. Hemoperitoneum evacuated. The left tube containing the ectopic was removed.`,
    codes: ['10T24ZZ'],
  },
  {
    name: 'vag hyst with repair',
    text: `PROCEDURE PERFORMED: Total vaginal hysterectomy with anterior and posterior colporrhaphy.
DESCRIPTION: The cervix was grasped and circumscribed.`,
    codes: ['0UT97ZZ', '0UTC7ZZ', '0JQC0ZZ'],
  },
  {
    name: 'myomectomy',
    text: `PROCEDURE PERFORMED: Abdominal myomectomy.
DESCRIPTION: Pfannenstiel incision. Five fibroids were removed.`,
    codes: ['0UB90ZZ'],
  },
  {
    name: 'ileal conduit',
    text: `PROCEDURE PERFORMED: Radical cystectomy with ileal conduit urinary diversion and bilateral pelvic lymphadenectomy.
DESCRIPTION: Lower midline incision.`,
    codes: ['0TTB0ZZ', '0T180ZC', '07TC0ZZ'],
  },
  {
    name: 'PCNL',
    text: `PROCEDURE PERFORMED: Left percutaneous nephrolithotomy.
DESCRIPTION: Access was obtained into the lower pole calyx. Stones were fragmented with the ultrasonic lithotripter.`,
    codes: ['0TC43ZZ'],
  },
  {
    name: 'nephrostomy',
    text: `PROCEDURE PERFORMED: Right percutaneous nephrostomy tube placement.
DESCRIPTION: Under ultrasound and fluoroscopy a needle entered the lower pole.`,
    codes: ['0T9330Z'],
  },
  {
    name: 'suprapubic',
    text: `PROCEDURE PERFORMED: Suprapubic catheter placement.
DESCRIPTION: A trocar was used.`,
    codes: ['0T9B30Z'],
  },
  {
    name: 'EUS FNA pancreas',
    text: `PROCEDURE PERFORMED: Endoscopic ultrasound with fine needle aspiration of pancreatic head mass.
DESCRIPTION: The echoendoscope was passed.`,
    codes: ['0F9G8ZX'],
  },
  {
    name: 'colon with biopsies',
    text: `PROCEDURE PERFORMED: Colonoscopy with biopsies of the terminal ileum and ascending colon.
DESCRIPTION: The colonoscope was passed to the terminal ileum.`,
    codes: ['0DBB8ZX', '0DBK8ZX'],
  },
  { name: 'esoph dilation', text: `PROCEDURE PERFORMED: EGD with balloon dilation of distal esophageal stricture.`, codes: ['0D738ZZ'] },
  {
    name: 'heart cath R L',
    text: `PROCEDURES PERFORMED: Right and left heart catheterization, coronary angiography.
FINDINGS: Wedge pressure 22. Normal coronaries.`,
    codes: ['4A023N8', 'B2111ZZ'],
  },
  {
    name: 'PPM gen change',
    text: `PROCEDURE PERFORMED: Dual chamber pacemaker generator change for end of life battery.
DESCRIPTION: The old generator was explanted and a new dual chamber generator attached to the existing leads.`,
    codes: ['0JPT0PZ', '0JH606Z'],
  },
  {
    name: 'pericardial window',
    text: `PROCEDURE PERFORMED: Subxiphoid pericardial window.
DESCRIPTION: A subxiphoid incision was made. 600 mL of bloody fluid was drained. A chest tube was left in the pericardium.`,
    codes: ['0W9D00Z'],
  },
  {
    name: 'TEVAR',
    text: `PROCEDURE PERFORMED: Thoracic endovascular aortic repair of descending thoracic aneurysm.
DESCRIPTION: Percutaneous right femoral access.`,
    codes: ['02VW3DZ'],
  },
  {
    name: 'port',
    text: `PROCEDURE PERFORMED: Placement of right subclavian Port-A-Cath.
DESCRIPTION: The subclavian vein was accessed. A subcutaneous pocket was made on the chest wall. The tip was in the SVC.`,
    codes: ['0JH60WZ', '02HV33Z'],
  },
  {
    name: 'decort',
    text: `PROCEDURE PERFORMED: Left VATS decortication for empyema.
DESCRIPTION: The thoracoscope was introduced. The thick peel was removed from the lung. Two chest tubes were placed.`,
    codes: ['0BCP4ZZ'],
  },
  {
    name: 'lung wedge',
    text: `PROCEDURE PERFORMED: Right thoracoscopic wedge resection of lower lobe nodule.
DESCRIPTION: The nodule was resected with the stapler.`,
    codes: ['0BBF4ZZ'],
  },
  {
    name: 'prose case',
    text: `A 54-year-old man was admitted with an acute abdomen. He was taken to the operating room, where exploratory laparotomy revealed a perforated sigmoid colon. A sigmoid resection with end colostomy was performed. On day 3 he developed a pelvic abscess, which was drained percutaneously under CT guidance with placement of a pigtail catheter. He had a history of cholecystectomy. He was discharged on day 10; reversal of the colostomy is planned in three months.`,
    codes: ['0DTN0ZZ', '0D1M0Z4', '0W9J30Z'],
  },
  {
    name: 'ob dc summary',
    text: `DISCHARGE SUMMARY
HOSPITAL COURSE: The patient was admitted for induction of labor at 41 weeks. Cervidil was placed followed by Pitocin. An epidural was placed. She underwent a primary low transverse cesarean section for fetal intolerance of labor. Estimated blood loss was 1500 mL and she received 2 units of packed red blood cells.
PROCEDURES: Primary low transverse cesarean section.`,
    codes: ['10D00Z1', '3E0P7VZ', '3E033VJ', '30233N1'],
  },
  {
    name: 'detox',
    text: `DISCHARGE SUMMARY
HOSPITAL COURSE: The patient was admitted for alcohol withdrawal and completed detoxification with a lorazepam taper.`,
    codes: ['HZ2ZZZZ'],
  },
  {
    name: 'ICU trach peg',
    text: `PROCEDURES PERFORMED:
1. Percutaneous tracheostomy.
2. Bronchoscopy.
3. PEG tube placement.
HOSPITAL COURSE: The patient was on the ventilator for a total of 14 days.`,
    codes: ['0B113F4', '0DH63UZ', '0BJ08ZZ', '5A1955Z'],
  },
  {
    name: 'mts style knee',
    text: `PREOPERATIVE DIAGNOSIS: Severe degenerative joint disease of the right knee.
POSTOPERATIVE DIAGNOSIS: Severe degenerative joint disease of the right knee.
PROCEDURE: Right total knee arthroplasty using a Biomet cemented components, 62.5-mm right cruciate-retaining femoral component, 71-mm Maxim tibial component, and 12-mm polyethylene insert with 31-mm patella. All components were cemented with Cobalt G.
ANESTHESIA: Spinal.
ESTIMATED BLOOD LOSS: Minimal.
TOURNIQUET TIME: Less than 60 minutes.
The patient was taken to the Postanesthesia Care Unit in stable condition.
INDICATIONS: The patient is a 51-year-old female complaining of worsening right knee pain. The patient had failed conservative measures. All risks, benefits and alternatives to surgery were discussed at length with the patient and she elected to proceed with surgery.
PROCEDURE: The patient was taken to the operative suite, Spinal anesthesia was administered. The right lower extremity was prepped and draped. An anterior incision was made. Medial parapatellar arthrotomy was performed. The patella was everted. Intramedullary guide was placed for the femoral alignment. Trial components were removed and final components were cemented. A Hemovac drain was placed.`,
    codes: ['0SRC0J9'],
  },
  {
    name: 'mts style c-section',
    text: `PREOPERATIVE DIAGNOSES:
1. Intrauterine pregnancy at term.
2. Previous cesarean section, declines trial of labor.
OPERATION PERFORMED: Repeat low segment transverse cesarean section.
ANESTHESIA: Spinal.
PROCEDURE: The patient was taken to the operating room where a spinal anesthetic was administered. A Foley catheter was placed. A Pfannenstiel incision was made through the old scar. The bladder flap was created. A low transverse incision was made in the uterus. The infant was delivered from vertex presentation. Placenta was manually extracted.`,
    codes: ['10D00Z1'],
  },
  {
    name: 'lap appy perforated with drain',
    text: `OPERATION:  Laparoscopic appendectomy with drainage of periappendiceal abscess.
FINDINGS: Perforated appendix with right lower quadrant abscess.
TECHNIQUE: Pneumoperitoneum was achieved. The abscess was entered and pus aspirated. The appendix was removed. A JP drain was left in the pelvis.`,
    codes: ['0DTJ4ZZ', '0W9G40Z'],
  },
  {
    name: 'open femur nail retro',
    text: `OPERATION: Retrograde intramedullary nailing of left femoral shaft fracture.
TECHNIQUE: A small incision was made at the knee, guidewire was passed under fluoroscopy, the canal was reamed and the nail was inserted with closed reduction.`,
    codes: ['0QS936Z'],
  },
  {
    name: 'humerus ORIF',
    text: `PROCEDURE PERFORMED: ORIF left proximal humerus fracture.
FINDINGS: Four-part fracture. Deltopectoral approach. Locking plate.`,
    codes: ['0PSD04Z'],
  },
  {
    name: 'olecranon',
    text: `PROCEDURE PERFORMED: Open reduction and internal fixation of right olecranon fracture with tension band wiring.`,
    codes: ['0PSK04Z'],
  },
  {
    name: 'mandible',
    text: `PROCEDURE PERFORMED: Open reduction internal fixation of left mandibular angle fracture.
DESCRIPTION: Intraoral incision, a plate was applied.`,
    codes: ['0NSV04Z'],
  },
  { name: 'clavicle', text: `PROCEDURE: ORIF right clavicle fracture with plate.`, codes: ['0PS904Z'] },
  { name: 'acetabulum', text: `PROCEDURE: Open reduction and internal fixation of left acetabular fracture.`, codes: ['0QS504Z'] },
  { name: 'hip dislocation', text: `PROCEDURE: Closed reduction of left prosthetic hip dislocation under sedation.`, codes: ['0SSBXZZ'] },
  {
    name: 'TMA',
    text: `PROCEDURE: Left transmetatarsal amputation.
DESCRIPTION: A fish-mouth incision was made and the metatarsals were transected.`,
    codes: ['0Y6N0Z9'],
  },
  {
    name: 'bone debridement',
    text: `PROCEDURE: Excisional debridement of right heel pressure ulcer to bone.
DESCRIPTION: Necrotic skin, subcutaneous tissue, fascia and bone of the calcaneus were excised with rongeur.`,
    codes: ['0QBL0ZZ'],
  },
  {
    name: 'muscle debridement',
    text: `PROCEDURE: Excisional debridement of left thigh wound including muscle.
DESCRIPTION: Devitalized skin, fat and quadriceps muscle were excised with scalpel.`,
    codes: ['0KBR0ZZ'],
  },
  {
    name: 'TEE-guided MVR',
    text: `OPERATION PERFORMED: Mitral valve replacement with 29 mm bioprosthetic valve, left atrial appendage ligation with AtriClip, and Maze procedure.
OPERATION IN DETAIL: Median sternotomy. Cardiopulmonary bypass.`,
    codes: ['02RG08Z', '02L70CK', '02580ZZ', '5A1221Z'],
  },
  {
    name: 'bentall',
    text: `PROCEDURE: Replacement of ascending aorta with 28 mm Dacron graft.
DETAILS: Sternotomy, cardiopulmonary bypass with deep hypothermic circulatory arrest.`,
    codes: ['02RX0JZ', '5A1221Z'],
  },
  { name: 'ECMO', text: `PROCEDURE: Initiation of veno-arterial ECMO via femoral percutaneous cannulation.`, codes: ['5A1522G'] },
  {
    name: 'IABP',
    text: `PROCEDURES: 1. Insertion of intra-aortic balloon pump via right femoral artery. 2. Left heart catheterization. 3. Coronary angiography.`,
    codes: ['5A02210', '4A023N7', 'B2111ZZ'],
  },
  {
    name: 'PCI plain balloon',
    text: `PROCEDURE: Balloon angioplasty of the circumflex artery without stent placement.`,
    codes: ['02703ZZ'],
  },
  {
    name: 'carotid stent',
    text: `PROCEDURE: Right carotid artery stenting with distal embolic protection.
DESCRIPTION: Right femoral access. A self-expanding stent was deployed in the right internal carotid artery.`,
    codes: ['037K3DZ'],
  },
  { name: 'renal stent', text: `PROCEDURE: Left renal artery angioplasty with stent placement.`, codes: ['047A3DZ'] },
  {
    name: 'splenic embolization',
    text: `PROCEDURE: Splenic artery coil embolization.
TECHNIQUE: The right common femoral artery was accessed.`,
    codes: ['04L43DZ'],
  },
  {
    name: 'GI embolization',
    text: `PROCEDURE: Mesenteric angiogram with coil embolization of the gastroduodenal artery.`,
    codes: ['B4141ZZ', '04L33DZ'],
  },
  { name: 'TIPS', text: `PROCEDURE: Transjugular intrahepatic portosystemic shunt (TIPS).`, codes: ['06183J4'] },
  { name: 'PICC', text: `PROCEDURE: Placement of PICC line, right basilic vein, tip in the superior vena cava.`, codes: ['02HV33Z'] },
  {
    name: 'femoral line',
    text: `PROCEDURE: Left femoral central venous catheter placement.
The wire was passed using Seldinger technique.`,
    codes: ['06HN33Z'],
  },
  {
    name: 'LP',
    text: `PROCEDURE: Diagnostic lumbar puncture
INDICATION: Rule out meningitis.`,
    codes: ['009U3ZX'],
  },
  { name: 'thyroid lobe', text: `PROCEDURE: Right thyroid lobectomy and isthmusectomy.`, codes: ['0GTH0ZZ', '0GTJ0ZZ'] },
  { name: 'adrenal', text: `PROCEDURE: Laparoscopic left adrenalectomy.`, codes: ['0GT24ZZ'] },
  { name: 'pituitary', text: `PROCEDURE: Endoscopic endonasal transsphenoidal resection of pituitary adenoma.`, codes: ['0GB04ZZ'] },
  {
    name: 'cervical laminectomy fusion',
    text: `PROCEDURE: C3 to C6 posterior cervical laminectomy and instrumented fusion with local autograft.`,
    codes: ['00NW0ZZ', '0RG2071'],
  },
  {
    name: 'T10-L2 fusion',
    text: `PROCEDURE: Posterior spinal fusion T10 to L2 with pedicle screws and allograft.`,
    codes: ['0RG70K1', '0RGA0K1', '0SG00K1'],
  },
  {
    name: 'lumbar decomp',
    text: `PROCEDURE: L4-L5 decompressive laminectomy with bilateral foraminotomies for spinal stenosis.`,
    codes: ['01NB0ZZ'],
  },
  {
    name: 'aneurysm coil',
    text: `PROCEDURE: Endovascular coil embolization of ruptured anterior communicating artery aneurysm.`,
    codes: ['03VG3DZ'],
  },
  { name: 'clip', text: `PROCEDURE: Left pterional craniotomy for clipping of middle cerebral artery aneurysm.`, codes: ['03VG0CZ'] },
  {
    name: 'trach bedside',
    text: `PROCEDURE: Bedside percutaneous dilatational tracheostomy with bronchoscopic guidance.`,
    codes: ['0B113F4'],
  },
  { name: 'bronch bx', text: `PROCEDURE: Bronchoscopy with transbronchial biopsies of the right lower lobe.`, codes: ['0BBF8ZX'] },
  { name: 'EBUS', text: `PROCEDURE: EBUS with transbronchial needle aspiration of subcarinal lymph nodes.`, codes: ['07978ZX'] },
  { name: 'pleurx', text: `PROCEDURE: Right PleurX catheter placement for malignant effusion.`, codes: ['0W9930Z'] },
  { name: 'lap colostomy', text: `PROCEDURE: Laparoscopic diverting transverse loop colostomy.`, codes: ['0D1L4Z4'] },
  { name: 'EGD foreign body', text: `PROCEDURE: EGD with removal of food bolus from the esophagus.`, codes: ['0DC58ZZ'] },
  {
    name: 'EGD banding dc',
    text: `HOSPITAL COURSE: The patient presented with hematemesis. He underwent emergent EGD with banding of esophageal varices. He received 4 units of PRBCs and 2 units of FFP. Paracentesis removed 5 liters.`,
    codes: ['06L38CZ', '30233N1', '30233K1', '0W9G3ZZ'],
  },
  {
    name: 'forceps',
    text: `DELIVERY NOTE: Low forceps delivery of viable female with repair of third degree perineal laceration.`,
    codes: ['10D07Z3', '0DQR0ZZ'],
  },
  {
    name: 'orchiopexy',
    text: `PROCEDURE: Scrotal exploration with detorsion of left testicle and bilateral orchiopexy.`,
    codes: ['0VSC0ZZ'],
  },
  { name: 'cystolitho', text: `PROCEDURE: Cystoscopy with cystolitholapaxy of bladder stone.`, codes: ['0TCB8ZZ'] },
  { name: 'ESWL', text: `PROCEDURE: Left extracorporeal shock wave lithotripsy for renal calculus.`, codes: ['0TF4XZZ'] },
  {
    name: 'kidney transplant',
    text: `PROCEDURE: Deceased donor kidney transplant to right iliac fossa with ureteral stent.`,
    codes: ['0TY00Z0'],
  },
  {
    name: 'long dc summary surgical',
    text: `ADMISSION DATE: 02/01/2026
DISCHARGE DATE: 02/12/2026
DISCHARGE DIAGNOSES:
1. Small bowel obstruction due to adhesions.
2. Aspiration pneumonia.
PROCEDURES:
1. Exploratory laparotomy with lysis of adhesions, 02/02/2026.
2. Bronchoscopy, 02/05/2026.
CONSULTATIONS: Pulmonology.
HISTORY OF PRESENT ILLNESS: The patient is a 72-year-old female with prior appendectomy and hysterectomy who presented with abdominal pain. CT of the abdomen showed obstruction.
HOSPITAL COURSE: A nasogastric tube was placed. She failed conservative management and was taken to the operating room on 02/02 for exploratory laparotomy with lysis of adhesions of the small bowel. Postoperatively she developed respiratory distress and was intubated on 02/04. Bronchoscopy showed thick secretions. She was extubated on 02/07. A PICC line was placed for TPN. Physical therapy was consulted.
DISPOSITION: Skilled nursing facility.`,
    codes: ['0DN80ZZ', '0BJ08ZZ', '0BH17EZ', '5A1945Z', '02HV33Z'],
  },
  {
    name: 'cardiology dc',
    text: `DISCHARGE SUMMARY
REASON FOR ADMISSION: NSTEMI.
HISTORY: 60-year-old male with history of PCI to the RCA in 2018.
HOSPITAL COURSE: The patient was taken to the cath lab and underwent left heart catheterization with coronary angiography, which showed a 95% lesion of the proximal LAD. He underwent successful PCI of the LAD with a single drug-eluting stent. Echocardiogram showed an EF of 45%. He was started on aspirin and clopidogrel. ICD placement was discussed but deferred.`,
    codes: ['4A023N7', 'B2111ZZ', '027034Z'],
  },
  {
    name: 'ortho dc',
    text: `DISCHARGE SUMMARY
PRINCIPAL DIAGNOSIS: Left intertrochanteric hip fracture.
PRINCIPAL PROCEDURE: Intramedullary nailing of left intertrochanteric fracture.
HOSPITAL COURSE: Mrs. Smith fell at home. She was taken to the OR on hospital day 2 for fixation with a cephalomedullary nail through small percutaneous incisions. Her hemoglobin dropped to 6.8 and she was transfused 1 unit of packed red blood cells. She has a history of right total knee replacement.`,
    codes: ['0QS736Z', '30233N1'],
  },
  {
    name: 'icu dc',
    text: `HOSPITAL COURSE BY PROBLEM:
# Acute hypoxic respiratory failure: Placed on BiPAP for 30 hours, then intubated. Remained on the ventilator for 9 days. Tracheostomy performed by surgery on day 9.
# Septic shock: Left subclavian central line and arterial line were placed. Received vasopressors.
# AKI: CRRT was initiated and continued for 4 days, subsequently transitioned to intermittent hemodialysis.
# Nutrition: PEG was placed by GI.
# Pneumothorax: Right chest tube placed after line attempt.`,
    codes: ['0BH17EZ', '5A1955Z', '5A09457', '0B110F4', '02HV33Z', '5A1D90Z', '5A1D70Z', '0DH63UZ', '0W9930Z'],
  },
  {
    name: 'stroke neg',
    text: `HOSPITAL COURSE: The patient was outside the window for tPA and was not a candidate for thrombectomy. MRI of the brain showed an acute left MCA infarct. TEE was performed and showed no thrombus. Lumbar puncture was attempted but unsuccessful. Loop recorder was implanted prior to discharge.`,
    codes: ['B24BZZ4', '0JH632Z'],
  },
  {
    name: 'gi dc',
    text: `HOSPITAL COURSE: Choledocholithiasis: MRCP confirmed a distal common bile duct stone. ERCP was performed with sphincterotomy and stone extraction. The following day she underwent laparoscopic cholecystectomy without complication. Intraoperative cholangiogram was not performed.`,
    codes: ['0F7C8ZZ', '0FC98ZZ', '0FT44ZZ'],
  },
  {
    name: 'onc dc',
    text: `HOSPITAL COURSE: The patient was admitted for AML induction. A bone marrow biopsy confirmed the diagnosis. A right IJ tunneled Hickman catheter was placed by IR. She received induction chemotherapy with cytarabine and daunorubicin. She required multiple platelet and red blood cell transfusions.`,
    codes: ['07DR3ZX', '02HV33Z', '3E04305', '30233R1', '30233N1', '0JH63XZ'],
  },
  {
    name: 'peds',
    text: `HOSPITAL COURSE: Newborn male. Phototherapy was given for 2 days for hyperbilirubinemia. Circumcision was performed prior to discharge. Lumbar puncture was done as part of a sepsis evaluation.`,
    codes: ['6A601ZZ', '0VTTXZZ', '009U3ZX'],
  },
  {
    name: 'vascular',
    text: `PREOPERATIVE DIAGNOSIS: Critical limb ischemia, right leg.
PROCEDURES PERFORMED:
1. Right common femoral endarterectomy with bovine patch angioplasty.
2. Right femoral to below-knee popliteal artery bypass with reversed greater saphenous vein.
DESCRIPTION: The groin was opened longitudinally. The ipsilateral greater saphenous vein was harvested through skip incisions.`,
    codes: ['04CK0ZZ', '041K09L', '06BP0ZZ'],
  },
  {
    name: 'ENT tonsil abscess',
    text: `PROCEDURE: Incision and drainage of left peritonsillar abscess.
DESCRIPTION: An incision was made at the superior pole. Pus was evacuated.`,
    codes: ['0C9PXZZ'],
  },
  { name: 'breast abscess', text: `PROCEDURE: Incision and drainage of right breast abscess.`, codes: ['0H9T0ZZ'] },
  {
    name: 'neck abscess',
    text: `PROCEDURE: Incision and drainage of deep left neck abscess with drain placement.
DESCRIPTION: A transverse cervical incision was made. A Penrose drain was left.`,
    codes: ['0J9500Z'],
  },
  { name: 'fasciotomy arm', text: `PROCEDURE: Right forearm fasciotomy for compartment syndrome.`, codes: ['0J8G0ZZ'] },
  { name: 'finger amp', text: `PROCEDURE: Amputation of left index finger at the proximal interphalangeal joint.`, codes: ['0X6P0Z2'] },
  { name: 'tendon', text: `PROCEDURE: Repair of flexor tendon laceration, left hand.`, codes: ['0LQ80ZZ'] },
  {
    name: 'laceration',
    text: `PROCEDURE: Repair of 5 cm scalp laceration.
DESCRIPTION: The skin was closed with staples.`,
    codes: ['0HQ0XZZ'],
  },
  { name: 'open lung', text: `PROCEDURE: Right thoracotomy with right lower lobectomy.`, codes: ['0BTF0ZZ'] },
  { name: 'pneumonectomy', text: `PROCEDURE: Left pneumonectomy via thoracotomy.`, codes: ['0BTL0ZZ'] },
  { name: 'lap nephrectomy donor', text: `PROCEDURE: Laparoscopic left donor nephrectomy.`, codes: ['0TT14ZZ'] },
  {
    name: 'hysteroscopy',
    text: `PROCEDURE: Hysteroscopy with dilation and curettage.
DESCRIPTION: The hysteroscope was inserted. Curettings were sent to pathology.`,
    codes: ['0UDB8ZZ'],
  },
  { name: 'cerclage', text: `PROCEDURE: McDonald cervical cerclage.`, codes: ['0UVC7ZZ'] },
  { name: 'D&E', text: `PROCEDURE: Dilation and evacuation for missed abortion at 14 weeks.`, codes: ['10D17ZZ'] },
  { name: 'ECT', text: `PROCEDURE: Bilateral electroconvulsive therapy.`, codes: ['GZB2ZZZ'] },
  { name: 'spine biopsy', text: `PROCEDURE: CT-guided biopsy of the L3 vertebral body.`, codes: ['0QB03ZX'] },
  { name: 'node excision', text: `PROCEDURE: Excisional biopsy of left cervical lymph node.`, codes: ['07B20ZX'] },
  { name: 'temporal artery', text: `PROCEDURE: Right temporal artery biopsy.`, codes: ['03BS0ZX'] },
  { name: 'muscle bx', text: `PROCEDURE: Left quadriceps muscle biopsy.`, codes: ['0KBR0ZX'] },
  { name: 'renal bx', text: `PROCEDURE: Ultrasound-guided percutaneous left kidney biopsy.`, codes: ['0TB13ZX'] },
  { name: 'G tube removal', text: `PROCEDURE: Laparoscopic gastrostomy tube placement.`, codes: ['0DH64UZ'] },
  {
    name: 'wound vac hernia',
    text: `PROCEDURES: 1. Exploratory laparotomy with drainage of intra-abdominal abscess. 2. Right colectomy with end ileostomy.`,
    codes: ['0W9G0ZZ', '0DTF0ZZ', '0D1B0Z4'],
  },
  {
    name: 'endoscopy suite report',
    text: `ENDOSCOPY REPORT
Procedure: Upper endoscopy with biopsies
Indications: Dysphagia
Sedation: Propofol per anesthesia
Findings: The esophagus had rings and furrows. Biopsies were obtained from the mid esophagus. The stomach and duodenum were normal.
Impression: Suspected eosinophilic esophagitis.`,
    codes: ['0DB28ZX'],
  },
  {
    name: 'colonoscopy multi polyps',
    text: `PROCEDURE: Colonoscopy with polypectomy
FINDINGS: A 6 mm polyp in the cecum removed with cold snare. A 9 mm polyp in the transverse colon removed with hot snare.`,
    codes: ['0DBH8ZZ', '0DBL8ZZ'],
  },
  {
    name: 'sigmoid open with takedown',
    text: `OPERATION: Sigmoid colectomy and takedown of colovesical fistula with repair of bladder.
PROCEDURE: Through a lower midline incision the sigmoid colon was mobilized and resected. The bladder defect was closed in two layers.`,
    codes: ['0DTN0ZZ', '0TQB0ZZ'],
  },
  {
    name: 'lap ventral',
    text: `Procedure(s): Laparoscopic ventral hernia repair with mesh
Indications: symptomatic ventral hernia.`,
    codes: ['0WUF4JZ'],
  },
  {
    name: 'TKA left uncemented',
    text: `Procedure(s): LEFT TOTAL KNEE ARTHROPLASTY, cementless
Implants: Stryker Triathlon press-fit.`,
    codes: ['0SRD0JA'],
  },
  {
    name: 'THA direct anterior',
    text: `Procedure: Right total hip arthroplasty, direct anterior approach
Implants: press-fit acetabular shell, highly cross-linked polyethylene liner, uncemented stem, 36 mm cobalt chrome head.
Description: The Hueter interval was developed. The femoral neck was osteotomized.`,
    codes: ['0SR902A'],
  },
  {
    name: 'THA ceramic poly',
    text: `Procedure: Left total hip replacement.
Description: A 50 mm uncemented cup was impacted with a polyethylene liner. An uncemented stem with a 32 mm ceramic head was placed.`,
    codes: ['0SRB04A'],
  },
  {
    name: 'TKA spacer exchange',
    text: `Procedure: Removal of infected right total knee prosthesis and placement of antibiotic cement spacer.`,
    codes: ['0SPC0JZ', '0SHC08Z'],
  },
  {
    name: 'lumbar fusion PLIF',
    text: `PROCEDURE: L5-S1 posterior lumbar interbody fusion with PEEK interbody cages, L5-S1 posterolateral fusion with autograft, and pedicle screw fixation.`,
    codes: ['0SG30AJ', '0SG3071'],
  },
  {
    name: 'ACDF 2 level',
    text: `PROCEDURE: Anterior cervical discectomy and fusion, C4-C5 and C5-C6, with structural allograft and plating.`,
    codes: ['0RG20K0', '0RB30ZZ'],
  },
  {
    name: 'CABG x2 off pump',
    text: `OPERATION: Off-pump coronary artery bypass grafting x2, LIMA to LAD and SVG to PDA, with open harvest of the right saphenous vein.`,
    codes: ['02100Z9', '021009W', '06BP0ZZ'],
  },
  {
    name: 'AVR + CABG',
    text: `OPERATION: Aortic valve replacement with 21 mm Magna bovine pericardial valve and coronary artery bypass x1 with saphenous vein graft to RCA.
DESCRIPTION: Sternotomy. Endoscopic vein harvest from the left leg. Cardiopulmonary bypass.`,
    codes: ['02RF08Z', '021009W', '06BQ4ZZ', '5A1221Z'],
  },
  { name: 'PCI BMS', text: `PROCEDURE: PTCA and bare metal stent to the proximal RCA.`, codes: ['02703DZ'] },
  { name: 'PCI 3 DES LAD', text: `PROCEDURE: PCI of LAD with three drug-eluting stents.`, codes: ['027036Z'] },
  { name: 'PPM single', text: `PROCEDURE: Single chamber permanent pacemaker implantation.`, codes: ['0JH604Z', '02HK3JZ'] },
  {
    name: 'BiV ICD',
    text: `PROCEDURE: Implantation of biventricular ICD (CRT-D) with RA, RV and coronary sinus leads.`,
    codes: ['0JH609Z', '02H63KZ', '02HK3KZ', '02H43KZ'],
  },
  { name: 'watchman', text: `PROCEDURE: Left atrial appendage closure with Watchman device.`, codes: ['02L73DK'] },
  {
    name: 'fem-tib bypass vein',
    text: `PROCEDURE: Right femoral to posterior tibial artery bypass with in situ saphenous vein.`,
    codes: ['041K09N'],
  },
  { name: 'aortobifem', text: `PROCEDURE: Aortobifemoral bypass with Dacron graft.`, codes: ['04100JK'] },
  {
    name: 'fistulogram',
    text: `PROCEDURE: Left arm fistulogram with balloon angioplasty of the cephalic vein.`,
    codes: ['B51W1ZZ', '057F3ZZ'],
  },
  { name: 'thyroid FNA & bronch', text: `PROCEDURE: Rigid bronchoscopy with tracheal stent placement.`, codes: ['0B718DZ'] },
  { name: 'rib fixation', text: `PROCEDURE: Open reduction internal fixation of right ribs 5 through 8.`, codes: ['0PS204Z'] },
  { name: 'mediastinoscopy', text: `PROCEDURE: Cervical mediastinoscopy with biopsy of paratracheal lymph nodes.`, codes: ['07B74ZX'] },
  {
    name: 'esophageal varices none',
    text: `PROCEDURE: EGD.
FINDINGS: Grade I esophageal varices, not banded. Portal hypertensive gastropathy. No biopsies were taken.`,
    codes: ['0DJ08ZZ'],
  },
  {
    name: 'omphalocele etc. G tube',
    text: `PROCEDURE: Laparoscopic Nissen fundoplication and gastrostomy tube placement.`,
    codes: ['0DV44ZZ', '0DH64UZ'],
  },
  {
    name: 'robotic partial nephrectomy',
    text: `PROCEDURE: Robotic-assisted laparoscopic right partial nephrectomy.`,
    codes: ['0TB04ZZ', '8E0W4CZ'],
  },
  {
    name: 'nephroureterectomy',
    text: `PROCEDURE: Laparoscopic left nephroureterectomy with bladder cuff excision.`,
    codes: ['0TT14ZZ', '0TT74ZZ'],
  },
  {
    name: 'cysto clot evac',
    text: `PROCEDURE: Cystoscopy, clot evacuation and fulguration of bladder bleeding.`,
    codes: ['0TCB8ZZ', '0T5B8ZZ'],
  },
  {
    name: 'LTCS BTL salpingectomy',
    text: `PROCEDURE: Repeat low transverse cesarean delivery with bilateral salpingectomy.`,
    codes: ['10D00Z1', '0UT70ZZ'],
  },
  {
    name: 'hysterectomy vaginal BSO',
    text: `PROCEDURE: Laparoscopic-assisted vaginal hysterectomy with bilateral salpingo-oophorectomy.`,
    codes: ['0UT9FZZ', '0UTC4ZZ', '0UT24ZZ', '0UT74ZZ'],
  },
  {
    name: 'ICU procedure list',
    text: `PROCEDURES DURING HOSPITALIZATION:
- Endotracheal intubation 3/1
- Right radial arterial line
- Right IJ CVC 3/1
- Lumbar puncture 3/2
- Mechanical ventilation 3/1 - 3/9
- Paracentesis 3/4 (diagnostic)`,
    codes: ['0BH17EZ', '02HV33Z', '009U3ZX', '5A1955Z', '0W9G3ZX'],
  },
  {
    name: 'wound debridement',
    text: `PROCEDURE: Sharp excisional debridement of right lower leg wound, skin and subcutaneous tissue, 10 x 8 cm.`,
    codes: ['0JBN0ZZ'],
  },
  {
    name: 'hematoma evac',
    text: `PROCEDURE: Evacuation of left thigh hematoma.
DESCRIPTION: An incision was made through the skin and subcutaneous tissue and clot was evacuated.`,
    codes: ['0JCM0ZZ'],
  },
  {
    name: 'ex lap packing',
    text: `PROCEDURE: Exploratory laparotomy, repair of liver laceration, small bowel resection.`,
    codes: ['0FQ00ZZ', '0DB80ZZ'],
  },
  {
    name: 'long ortho',
    text: `DATE OF SURGERY: 05/05/2026
SURGEON: Dr. A
PREOPERATIVE DIAGNOSES:
1. Right closed displaced subtrochanteric femur fracture.
2. Osteoporosis.
POSTOPERATIVE DIAGNOSES: Same.
PROCEDURES PERFORMED:
1. Open reduction of right subtrochanteric femur fracture.
2. Intramedullary nail fixation.
ANESTHESIA: General.
IMPLANTS: Synthes long TFN nail.
INDICATIONS FOR PROCEDURE: The patient is an 81-year-old woman with prior left hip hemiarthroplasty who sustained a ground level fall. We discussed nonoperative treatment versus intramedullary nailing.
DESCRIPTION OF PROCEDURE: The fracture could not be reduced closed. A lateral incision was made over the fracture, a clamp was applied, and the fracture was reduced. The nail was inserted through a separate proximal incision. Fluoroscopy confirmed position.`,
    codes: ['0QS806Z'],
  },
  {
    name: 'long spine',
    text: `PREOPERATIVE DIAGNOSIS: L4-5 spondylolisthesis with stenosis.
OPERATIVE PROCEDURE:
1. L4-5 decompressive laminectomy.
2. L4-5 transforaminal lumbar interbody fusion with Capstone PEEK cage.
3. L4-5 posterolateral arthrodesis with local autograft and allograft.
4. L4-5 pedicle screw instrumentation.
PROCEDURE IN DETAIL: After intubation the patient was turned prone. A midline incision was made. Pedicle screws were placed bilaterally. The lamina were removed and bone saved for autograft. The disc was removed.`,
    codes: ['01NB0ZZ', '0SG00AJ', '0SG0071', '0SB20ZZ'],
  },
  {
    name: 'cath report',
    text: `CARDIAC CATHETERIZATION REPORT
PROCEDURES PERFORMED:
1. Left heart catheterization.
2. Selective coronary angiography.
3. Drug-eluting stent placement to proximal left circumflex and to first obtuse marginal.
ACCESS: Right radial artery.
FINDINGS: Left main: normal. LAD: 30%. Circumflex: 90% proximal. OM1: 80%. RCA: 20%.
INTERVENTION: A 3.0 x 15 mm Promus stent was deployed in the circumflex and a 2.5 x 12 mm Promus stent in the OM1.`,
    codes: ['4A023N7', 'B2111ZZ', '027135Z'],
  },
  {
    name: 'trauma chest',
    text: `PROCEDURE NOTE: TUBE THORACOSTOMY
Indication: Right hemopneumothorax
Consent: Emergent
Technique: The right chest was prepped. A 2 cm incision was made at the 5th intercostal space. A 36 Fr chest tube was inserted and 500 mL of blood drained. CXR confirmed placement.`,
    codes: ['0W9930Z'],
  },
  {
    name: 'intubation note',
    text: `PROCEDURE NOTE: Endotracheal intubation
Indication: Acute respiratory failure
The patient was preoxygenated. Etomidate and rocuronium were given. A 7.5 ETT was placed under direct visualization.`,
    codes: ['0BH17EZ'],
  },
  {
    name: 'gyn onc robot',
    text: `Procedure: Robotic total laparoscopic hysterectomy, bilateral salpingo-oophorectomy, sentinel lymph node mapping with bilateral pelvic sentinel lymph node biopsies
Findings: Normal upper abdomen.`,
    codes: ['0UT94ZZ', '0UTC4ZZ', '0UT24ZZ', '0UT74ZZ', '07BC4ZX', '8E0W4CZ'],
  },
  {
    name: 'ob long',
    text: `DELIVERY NOTE
29 yo G2P1 at 39w2d admitted in active labor. Artificial rupture of membranes with clear fluid. Epidural for analgesia. Progressed to complete and pushed for 30 minutes. NSVD of viable female, Apgars 8/9. Placenta delivered spontaneously, intact. First-degree perineal laceration repaired with 3-0 Vicryl. EBL 300 mL.`,
    codes: ['10E0XZZ', '10907ZC', '0HQ9XZZ'],
  },
  {
    name: 'neuro ICU',
    text: `OPERATION: Right decompressive hemicraniectomy with evacuation of acute subdural hematoma and duraplasty.
DESCRIPTION OF OPERATION: A large trauma flap was made. The bone flap was removed and stored. The dura was opened, the clot was evacuated. DuraGen was laid.`,
    codes: ['00C40ZZ', '00N00ZZ'],
  },
  {
    name: 'colon CA',
    text: `OPERATION PERFORMED: Laparoscopic-assisted right hemicolectomy, converted to open.
FINDINGS: Large cecal mass adherent to the abdominal wall.
PROCEDURE: The abdomen was insufflated. Due to dense adherence we converted to an open procedure via midline incision. The right colon was resected with ileotransverse anastomosis.`,
    codes: ['0DTF0ZZ'],
  },
  { name: 'amputation toes', text: `PROCEDURE: Amputation of left second and third toes at the MTP joint.`, codes: ['0Y6S0Z0', '0Y6U0Z0'] },
  {
    name: 'peds',
    text: `PROCEDURE: Bilateral myringotomy with tympanostomy tube placement and adenoidectomy.`,
    codes: ['099570Z', '099670Z', '0CTQXZZ'],
  },
  { name: 'ophth', text: `PROCEDURE: Repair of ruptured globe, left eye.`, codes: ['08Q1XZZ'] },
  {
    name: 'ureteral obstructing stone',
    text: `PROCEDURE: Cystoscopy, right retrograde pyelogram, right ureteral stent placement.
FINDINGS: Purulent urine from the right kidney.`,
    codes: ['BT141ZZ', '0T768DZ'],
  },
  {
    name: 'IR biliary',
    text: `PROCEDURE: Percutaneous transhepatic cholangiogram with placement of internal-external biliary drain.`,
    codes: ['BF101ZZ', '0F9930Z'],
  },
  {
    name: 'IR liver abscess',
    text: `PROCEDURE: Ultrasound-guided percutaneous drainage of right hepatic lobe abscess with 10 Fr pigtail catheter.`,
    codes: ['0F9130Z'],
  },
  { name: 'lung biopsy', text: `PROCEDURE: CT-guided core needle biopsy of left upper lobe lung nodule.`, codes: ['0BBG3ZX'] },
  { name: 'heart transplant', text: `OPERATION: Orthotopic heart transplantation, explantation of LVAD.`, codes: ['02YA0Z0'] },
  { name: 'dialysis PD', text: `PROCEDURE: Laparoscopic placement of Tenckhoff peritoneal dialysis catheter.`, codes: ['0WHG43Z'] },
  { name: 'sacral flap', text: `PROCEDURE: Excisional debridement of stage IV sacral pressure ulcer including bone.`, codes: ['0QB10ZZ'] },
];
