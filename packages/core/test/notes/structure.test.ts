import { SECTION_KINDS, type StructuredNote } from '@medcode/core/notes/structure';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engine } from '../coding/engine.js';

const read = (text: string): StructuredNote => engine().coder.structure(text);
/** Sections as `kind "header" "content"`, contents trimmed. */
const sections = (text: string): string[] =>
  read(text).sections.map(({ kind, header, contentStart, end }) => `${kind} "${header}" "${text.slice(contentStart, end).trim()}"`);
/** Segments as `form kind line "words"`, with the problem they stand under and their label. */
const segments = (text: string): string[] => {
  const { segments: all } = read(text);
  return all.map((segment) => {
    const problem = segment.problem === undefined ? undefined : all[segment.problem];
    const under = problem === undefined || problem === segment ? '' : ` < ${text.slice(problem.start, problem.end)}`;
    const label = segment.label === '' ? '' : ` [${segment.label}]`;
    return `${segment.form} ${segment.kind} ${segment.line} "${text.slice(segment.start, segment.end)}"${label}${under}`;
  });
};

describe('sections', () => {
  it('begin with a header and a colon, or a header alone on its line', () => {
    expect(sections('CC: cough\nHPI: Cough for two days.\nNo fever.\n\nASSESSMENT\nBronchitis\nPlan:\nRest.\n')).toEqual([
      'cc "CC" "cough"',
      'hpi "HPI" "Cough for two days.\nNo fever."',
      'assessment "ASSESSMENT" "Bronchitis"',
      'plan "Plan" "Rest."',
    ]);
  });

  it.each([
    ['Chief Complaint:', 'cc'],
    ['History of Present Illness:', 'hpi'],
    ['HISTORY OF PRESENT ILLNESS', 'hpi'],
    ['Review of Systems:', 'ros'],
    ['Past Medical History:', 'pmh'],
    ['PMH:', 'pmh'],
    ['Past Surgical History:', 'psh'],
    ['Family History:', 'fh'],
    ['Social History:', 'sh'],
    ['Medications:', 'meds'],
    ['Current Medications:', 'meds'],
    ['Allergies:', 'allergies'],
    ['Vital Signs:', 'vitals'],
    ['Physical Exam:', 'exam'],
    ['Physical Examination', 'exam'],
    ['Laboratory Data:', 'labs'],
    ['Imaging:', 'imaging'],
    ['Assessment:', 'assessment'],
    ['Impression:', 'impression'],
    ['Plan:', 'plan'],
    ['Assessment and Plan:', 'ap'],
    ['Assessment/Plan:', 'ap'],
    ['Assessment & Plan', 'ap'],
    ['A/P:', 'ap'],
    ['Hospital Course:', 'course'],
    ['Admission Diagnosis:', 'admit-dx'],
    ['Discharge Diagnosis:', 'discharge-dx'],
    ['DISCHARGE DIAGNOSES:', 'discharge-dx'],
    ['Preoperative Diagnosis:', 'preop-dx'],
    ['Postoperative Diagnosis:', 'postop-dx'],
    ['Discharge Instructions:', 'instructions'],
    ['Problem List:', 'problem-list'],
    ['Indication:', 'indication'],
  ])('%s opens %s', (header, kind) => {
    const found = read(`${header}\nGout.\n`).sections;
    expect(found.map((section) => section.kind)).toEqual([kind]);
  });

  it('need a header: without one the whole note is one section', () => {
    expect(sections('Cough for two days. No fever.')).toEqual(['none "" "Cough for two days. No fever."']);
    expect(sections('Words before.\nAssessment: Gout')).toEqual(['none "" "Words before."', 'assessment "Assessment" "Gout"']);
    expect(sections('')).toEqual([]);
  });

  it('do not begin in prose', () => {
    expect(sections('HPI: My assessment was that he has gout.\nthe plan was made by others\n')).toEqual([
      'hpi "HPI" "My assessment was that he has gout.\nthe plan was made by others"',
    ]);
  });

  it('may be marked up', () => {
    expect(read('**Assessment:**\nGout\n## Plan\nRest\n').sections.map(({ kind }) => kind)).toEqual(['assessment', 'plan']);
  });
});

describe('line ends', () => {
  const lines = ['CC: cough', 'Assessment:', '1. Hypertension', '2. Gout', ''];
  const words = ['sentence cc 1 "cough"', 'heading assessment 3 "Hypertension"', 'heading assessment 4 "Gout"'];
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['form feed', '\f'],
    ['line separator', '\u2028'],
    ['paragraph separator', '\u2029'],
  ])('%s', (_name, end) => {
    expect(segments(lines.join(end))).toEqual(words);
  });

  it('mixed in one note count one each', () => {
    expect(segments('CC: cough\r\n\n\rAssessment:\f1. Gout')).toEqual(['sentence cc 1 "cough"', 'heading assessment 5 "Gout"']);
  });
});

describe('problems', () => {
  it.each([
    ['numbers', '1. Hypertension\n2. Gout\n', 'heading'],
    ['numbers in brackets', '1) Hypertension\n2) Gout\n', 'heading'],
    ['number signs', '#1 Hypertension\n#2 Gout\n', 'heading'],
    ['number signs alone', '# Hypertension\n# Gout\n', 'heading'],
    ['hyphens', '- Hypertension\n- Gout\n', 'item'],
    ['bullets', '\u2022 Hypertension\n\u2022 Gout\n', 'item'],
    ['asterisks', '* Hypertension\n* Gout\n', 'item'],
    ['nothing', 'Hypertension\nGout\n', 'heading'],
  ])('are listed by %s', (_name, list, form) => {
    expect(segments(`Assessment:\n${list}`)).toEqual([`${form} assessment 2 "Hypertension"`, `${form} assessment 3 "Gout"`]);
  });

  it.each([
    ['1. CKD - stage 4', 'CKD - stage 4'],
    ['1. COPD: acute exacerbation. Start prednisone', 'COPD: acute exacerbation'],
    ['1. Knee pain - right', 'Knee pain - right'],
    ['1. Hypertension - continue lisinopril', 'Hypertension'],
    ['1. Chronic pain due to trauma - right foot, from crush injury', 'Chronic pain due to trauma'],
    ['1. Asthma - mild, start albuterol', 'Asthma - mild'],
    ['1. Cough - acute and we will monitor', 'Cough'],
  ])('takes what kind of problem it is with its name: %s', (line, name) => {
    expect(segments(`Assessment:\n${line}\n`)[0]).toBe(`heading assessment 2 "${name}"`);
  });

  it('end at a dash, colon or full stop, and what follows stands under them', () => {
    expect(
      segments('A/P:\n1. Hypertension - continue lisinopril.\n2. Gout: stable\n3. Type 2 diabetes. Continue metformin. Recheck in May.\n'),
    ).toEqual([
      'heading ap 2 "Hypertension"',
      'sentence ap 2 "continue lisinopril." < Hypertension',
      'heading ap 3 "Gout"',
      'sentence ap 3 "stable" < Gout',
      'heading ap 4 "Type 2 diabetes"',
      'sentence ap 4 "Continue metformin." < Type 2 diabetes',
      'sentence ap 4 "Recheck in May." < Type 2 diabetes',
    ]);
  });

  it('hold the remarks below them, labelled or bulleted', () => {
    expect(
      segments(
        'Assessment and Plan:\nHypertension\n- Medical Treatment: continue lisinopril.\n- Follow-up in 3 months\nGout\n- Allopurinol\n',
      ),
    ).toEqual([
      'heading ap 2 "Hypertension"',
      'sentence ap 3 "continue lisinopril." [medical treatment] < Hypertension',
      'item ap 4 "Follow-up in 3 months" < Hypertension',
      'heading ap 5 "Gout"',
      'item ap 6 "Allopurinol" < Gout',
    ]);
  });

  it('are not prose', () => {
    expect(segments('Assessment:\nThe patient has gout and will continue allopurinol.\n')).toEqual([
      'sentence assessment 2 "The patient has gout and will continue allopurinol."',
    ]);
  });

  it('do not reach into the next section', () => {
    expect(segments('Assessment:\n1. Gout\nHPI: Pain for a week.\n')).toEqual([
      'heading assessment 2 "Gout"',
      'sentence hpi 3 "Pain for a week."',
    ]);
  });
});

describe('sentences', () => {
  it('go on over a wrapped line', () => {
    expect(segments('HPI: This patient has had pain in the\nright knee for two weeks. No\nswelling.\n')).toEqual([
      'sentence hpi 1 "This patient has had pain in the\nright knee for two weeks."',
      'sentence hpi 1 "No\nswelling."',
    ]);
  });

  it('end at an empty line', () => {
    expect(segments('HPI: pain in the knee\n\nswelling of the hand\n')).toEqual([
      'sentence hpi 1 "pain in the knee"',
      'sentence hpi 3 "swelling of the hand"',
    ]);
  });

  it('do not end at an abbreviation, a decimal or a dose', () => {
    expect(segments('HPI: Seen by Dr. Smith for a potassium of 3.1 today. Given 2.5 mg.\n')).toEqual([
      'sentence hpi 1 "Seen by Dr. Smith for a potassium of 3.1 today."',
      'sentence hpi 1 "Given 2.5 mg."',
    ]);
  });

  it('end at a semicolon', () => {
    expect(segments('HPI: no cough; fever since Monday\n')).toEqual(['sentence hpi 1 "no cough;"', 'sentence hpi 1 "fever since Monday"']);
  });
});

describe('any text', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.constantFrom(
          'Assessment:',
          'HPI: ',
          '1. ',
          '- ',
          '\n',
          '\r\n',
          '\f',
          '\u2028',
          'Gout',
          '. ',
          ': ',
          '**Plan**',
          '\ud800',
          '\u202e',
          '\u{1f600}',
        ),
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(''));

  it('is divided into sections that cover it and segments that lie in them, in order', () => {
    fc.assert(
      fc.property(text, (note) => {
        const { sections: parts, segments: pieces } = read(note);
        let at = 0;
        for (const section of parts) {
          expect(section.start).toBe(at);
          expect(section.contentStart).toBeGreaterThanOrEqual(section.start);
          expect(section.contentStart).toBeLessThanOrEqual(section.end);
          expect(SECTION_KINDS).toContain(section.kind);
          at = section.end;
        }
        expect(at).toBe(parts.length === 0 ? 0 : note.length);
        let before = 0;
        for (const piece of pieces) {
          const section = parts[piece.section];
          expect(section?.kind).toBe(piece.kind);
          expect(piece.start).toBeGreaterThanOrEqual(Math.max(before, section?.start ?? 0));
          expect(piece.end).toBeGreaterThan(piece.start);
          expect(piece.end).toBeLessThanOrEqual(section?.end ?? 0);
          before = piece.end;
          let last = piece.start;
          for (const token of piece.tokens) {
            expect(token.start).toBeGreaterThanOrEqual(last);
            expect(token.end).toBeGreaterThan(token.start);
            last = token.end;
          }
          expect(last).toBeLessThanOrEqual(piece.end);
          if (piece.problem !== undefined) expect(pieces[piece.problem]?.section).toBe(piece.section);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('lists and headers as they are dictated', () => {
  it('numbers within a line begin problems of their own', () => {
    expect(segments('Imp: 1. Wrist sprain. 2. Asthma, stable. 3. Eczema.\n')).toEqual([
      'heading impression 1 "Wrist sprain"',
      'heading impression 1 "Asthma, stable"',
      'heading impression 1 "Eczema"',
    ]);
  });
  it('ordinals do the same, behind a header with a full stop', () => {
    expect(segments('Impression. First, gout. Second, psoriasis, unchanged.\n')).toEqual([
      'heading impression 1 "gout"',
      'heading impression 1 "psoriasis, unchanged"',
    ]);
  });
  it('a numbered problem is named before the sentence behind its comma', () => {
    expect(segments('Assessment:\n1. Lung nodule 7 mm, new since the patient was seen. CT in June.\n')).toEqual([
      'heading assessment 2 "Lung nodule 7 mm, new since the patient was seen"',
      'sentence assessment 2 "CT in June." < Lung nodule 7 mm, new since the patient was seen',
    ]);
  });
  it('capital letters number a list only where it has two of them', () => {
    expect(segments('ASSESSMENT\nA. Dry eye.\nB. Cataract.\n')).toEqual([
      'heading assessment 2 "Dry eye"',
      'heading assessment 3 "Cataract"',
    ]);
    expect(segments('ASSESSMENT\nC. difficile colitis\n')).toEqual(['heading assessment 2 "C. difficile colitis"']);
  });
  it('plain lines that begin with the name of their problem are headed by it; a remark under a heading is not', () => {
    expect(segments('A/P\nStable angina, class I. Raise metoprolol.\nOld inferior infarction. Aspirin goes on.\n')).toEqual([
      'heading ap 2 "Stable angina, class I"',
      'sentence ap 2 "Raise metoprolol." < Stable angina, class I',
      'heading ap 3 "Old inferior infarction"',
      'sentence ap 3 "Aspirin goes on." < Old inferior infarction',
    ]);
    expect(segments('A/P\nHypertension\nGood control. Continue lisinopril.\n')[1]).toBe('sentence ap 3 "Good control." < Hypertension');
  });
  it('a misspelt header and one with a remark in brackets are headers', () => {
    expect(sections('Assesment / Plan:\ngout\n')).toEqual(['ap "Assesment / Plan" "gout"']);
    expect(sections('A/P (brief, no charge)\ngout\n')).toEqual(['ap "A/P (brief, no charge)" "gout"']);
  });
  it('what is denied behind a colon stays with its heading', () => {
    expect(segments('A/P\n1. Preeclampsia: not present.\n')).toEqual(['heading ap 2 "Preeclampsia: not present"']);
  });
});
