import { describe, expect, it } from 'vitest';
import { expandTabular, parseTabular, type Tabular } from '../../src/formats/icd10cm-tabular-xml.js';
import { neverButMedcodeError } from './fuzz.js';
import { bytes, hasShared, shared, sharedText } from './official-files.js';

const SMALL = `<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
  <version>2099</version>
  <introduction><introSection type="title"><title>A SMALL LIST</title></introSection></introduction>
  <chapter>
    <name>19</name>
    <desc>Of injuries (S00-T88)</desc>
    <notes><note> Mind the gap. </note><note/></notes>
    <sectionIndex><sectionRef first="S00" last="S09" id="S00-S09">
       Of the head
    </sectionRef></sectionIndex>
    <section id="S00-S09">
      <desc>Of the head (S00-S09)</desc>
      <excludes2><note>burns (T20-T32)</note></excludes2>
      <diag>
        <name>S06</name>
        <desc>Brain injury</desc>
        <includes><note>blow to the brain</note></includes>
        <sevenChrNote><note>Add a 7th character</note></sevenChrNote>
        <sevenChrDef><extension char="A">first visit</extension><extension char="D">later visit</extension><note>printed aside</note></sevenChrDef>
        <diag>
          <name>S06.0</name>
          <desc>Concussion</desc>
          <diag placeholder="true">
            <name>S06.0X</name>
            <desc>Concussion</desc>
            <diag><name>S06.0X1</name><desc>Concussion, short</desc></diag>
            <diag><name>S06.0X7</name><desc>Concussion, deadly</desc></diag>
          </diag>
        </diag>
        <diag>
          <name>S06.1</name>
          <desc>Swelling of M\u00e9ni\u00e8re</desc>
          <sevenChrDef><extension char="1">one</extension></sevenChrDef>
        </diag>
      </diag>
      <diag><name>S0A</name><desc>Scratch</desc><codeAlso><note>fluid (E87.8}</note></codeAlso></diag>
    </section>
  </chapter>
</ICD10CM.tabular>
`;

describe('ICD-10-CM Tabular List XML', () => {
  it('reads a hand-written list', async () => {
    const tabular = await parseTabular(bytes(SMALL), 'small.xml');
    const place = { section: 'S00-S09', chapter: '19' };
    const sevenths = [
      { char: 'A', text: 'first visit' },
      { char: 'D', text: 'later visit' },
    ];
    expect(tabular).toEqual<Tabular>({
      version: '2099',
      title: 'A SMALL LIST',
      chapters: [{ number: '19', title: 'Of injuries (S00-T88)', notes: [{ kind: 'notes', text: 'Mind the gap.' }] }],
      sections: [{ id: 'S00-S09', title: 'Of the head (S00-S09)', chapter: '19', notes: [{ kind: 'excludes2', text: 'burns (T20-T32)' }] }],
      nodes: [
        {
          ...place,
          code: 'S06',
          title: 'Brain injury',
          parent: undefined,
          leaf: false,
          notes: [
            { kind: 'includes', text: 'blow to the brain' },
            { kind: 'sevenChrNote', text: 'Add a 7th character' },
          ],
          sevenths,
        },
        { ...place, code: 'S060', title: 'Concussion', parent: 'S06', leaf: false, notes: [], sevenths: undefined },
        { ...place, code: 'S060X', title: 'Concussion', parent: 'S060', leaf: false, notes: [], sevenths: undefined },
        { ...place, code: 'S060X1', title: 'Concussion, short', parent: 'S060X', leaf: true, notes: [], sevenths: undefined },
        { ...place, code: 'S060X7', title: 'Concussion, deadly', parent: 'S060X', leaf: true, notes: [], sevenths: undefined },
        {
          ...place,
          code: 'S061',
          title: 'Swelling of Ménière',
          parent: 'S06',
          leaf: true,
          notes: [],
          sevenths: [{ char: '1', text: 'one' }],
        },
        {
          ...place,
          code: 'S0A',
          title: 'Scratch',
          parent: undefined,
          leaf: true,
          notes: [{ kind: 'codeAlso', text: 'fluid (E87.8}' }],
          sevenths: undefined,
        },
      ],
    });
    expect(expandTabular(tabular)).toEqual([
      { code: 'S06', title: 'Brain injury', billable: false },
      { code: 'S060', title: 'Concussion', billable: false },
      { code: 'S060X', title: 'Concussion', billable: false },
      { code: 'S060X1', title: 'Concussion, short', billable: false },
      { code: 'S060X1A', title: 'Concussion, short, first visit', billable: true },
      { code: 'S060X1D', title: 'Concussion, short, later visit', billable: true },
      { code: 'S060X7', title: 'Concussion, deadly', billable: false },
      { code: 'S060X7A', title: 'Concussion, deadly, first visit', billable: true },
      { code: 'S061', title: 'Swelling of Meniere', billable: false },
      { code: 'S061XX1', title: 'Swelling of Meniere, one', billable: true },
      { code: 'S0A', title: 'Scratch', billable: true },
    ]);
  });

  it.each([
    [
      'an unknown element',
      SMALL.replace('<codeAlso>', '<codeNever>').replace('</codeAlso>', '</codeNever>'),
      /^x\.xml: row 37, position \d+: expected .*<diag> in <diag>, found <codeNever>$/,
    ],
    [
      'an unknown attribute',
      SMALL.replace('placeholder=', 'colour='),
      /row 24, position \d+: expected no attribute colour on <diag>, found colour="true"/,
    ],
    ['a code that is none', SMALL.replace('S06.0X1', 'S06.0X1.2'), /row 27, position \d+: expected an ICD-10-CM code, found "S06.0X1.2"/],
    ['a code below another parent', SMALL.replace('S06.0X1', 'S07.0X1'), /expected a subdivision of S060X, found S070X1/],
    ['a code twice', SMALL.replace('S06.0X7', 'S06.0X1'), /expected a code once, found S060X1 again/],
    ['a title missing', SMALL.replace('<desc>Scratch</desc>', ''), /expected a title for S0A, found no <desc>/],
    ['text where none belongs', SMALL.replace('<diag><name>S0A', '<diag>?<name>S0A'), /expected no text in <diag>, found "\?"/],
    [
      'a section that does not follow',
      SMALL.replace('id="S00-S09">\n       Of', 'id="S10-S19">\n       Of'),
      /found S10-S19, which does not follow/,
    ],
    ['a file cut off', SMALL.slice(0, 1500), /expected well-formed XML, found/],
    ['nothing', '', /row 1, position 1: expected <ICD10CM.tabular>, found the end of the file/],
    ['another document', '<html/>', /expected <ICD10CM.tabular>, found <html>/],
  ])('refuses %s', async (_what, text, message) => {
    await expect(parseTabular(bytes(text), 'x.xml')).rejects.toMatchObject({
      code: 'MC_SOURCE_MALFORMED',
      message: expect.stringMatching(message),
    });
  });

  it('never throws anything but MedcodeError', async () => {
    await neverButMedcodeError(SMALL, async (source) => {
      expandTabular(await parseTabular(source, 'fuzz.xml'));
    });
  });

  it.skipIf(!hasShared)('expands April 2026 to the official order file (needs ../shared)', async () => {
    const tabular = await parseTabular(shared('open/icd10cm/icd10c-tabular-April-1-2026.xml.gz'), 'icd10c-tabular-April-1-2026.xml');
    expect({
      version: tabular.version,
      chapters: tabular.chapters.length,
      sections: tabular.sections.length,
      nodes: tabular.nodes.length,
    }).toEqual({ version: '2026', chapters: 22, sections: 297, nodes: 46881 });
    const counts: Record<string, number> = {};
    for (const holder of [...tabular.chapters, ...tabular.sections, ...tabular.nodes])
      for (const note of holder.notes) counts[note.kind] = (counts[note.kind] ?? 0) + 1;
    expect(counts).toEqual({
      includes: 1024,
      inclusionTerm: 12574,
      excludes1: 5407,
      excludes2: 2520,
      codeFirst: 809,
      useAdditionalCode: 1485,
      codeAlso: 655,
      notes: 180,
      sevenChrNote: 508,
    });
    expect(tabular.nodes.filter((node) => node.sevenths !== undefined).length).toBe(508);
    expect(tabular.nodes.reduce((sum, node) => sum + (node.sevenths?.length ?? 0), 0)).toBe(1790);
    const official = (await sharedText('open/icd10cm/titles_fy2026apr.tsv.gz'))
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t').slice(0, 3).join('\t'));
    const expanded = expandTabular(tabular);
    expect(expanded.length).toBe(98186);
    expect(expanded.filter((entry) => entry.billable).length).toBe(74719);
    expect(expanded.map((entry) => `${entry.code}\t${entry.billable ? 1 : 0}\t${entry.title}`)).toEqual(official);
  });
});
