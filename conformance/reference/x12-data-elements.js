/** Elements that a writer of claims states anew: numbers of levels, counts. */
const COUNTED = new Set(['HL', 'SE', 'GE', 'IEA']);
/** NM1 loops of a claim begin with these letters by what was opened last. */
const NAME_LOOP = { claim: '2310', payer: '2330', line: '2420' };

/**
 * The data elements of the claims of an 837 file, each as a line: claim, place, segment, value. Composites of HI and adjustments of CAS
 * count one by one, because how many stand in one segment is no information; repeated values of a line are numbered by nothing, so that
 * the list is a multiset. Levels above the claim count for each claim below them.
 *
 * Written apart from the reader of claims, so that neither hides what the other loses: it knows HL03, CLM, SBR, LX, LIN, SVD, LQ and NM1.
 *
 * @param {Iterable<import('@medcode/core/claims/x12/segment').Segment>} segments
 * @returns {{ elements: string[], claims: number }}
 */
export function dataElements(segments) {
  /** @type {string[]} */
  const elements = [];
  /** @type {Record<string, string[]>} */
  let above = {};
  let level = 'envelope';
  let reading = false;
  let claim = '';
  let claims = 0;
  let within = '';
  let loop = '';
  /** @type {string[]} */
  let own = [];
  const close = () => {
    if (claim === '') return;
    claims++;
    for (const text of [...Object.values(above).flat(), ...own]) elements.push(`${claim}|${text}`);
    claim = '';
    own = [];
  };
  for (const segment of segments) {
    const { tag } = segment;
    if (tag === 'ISA') {
      close();
      above = { ISA: describe(segment, 'ISA') };
      reading = false;
    } else if (tag === 'GS') {
      close();
      above = { ISA: above['ISA'] ?? [], GS: describe(segment, 'GS') };
      reading = false;
    } else if (tag === 'ST') {
      close();
      const version = segment.element(3) || (above['GS']?.find((text) => text.startsWith('GS|GS08|'))?.slice(8) ?? '');
      reading = segment.element(1) === '837' && /^005010X22[23]/.test(version);
      above = { ISA: above['ISA'] ?? [], GS: above['GS'] ?? [], header: describe(segment, 'ST') };
      level = 'header';
      loop = 'header';
    } else if (tag === 'SE' || tag === 'GE' || tag === 'IEA') {
      close();
      reading = false;
    } else if (!reading) continue;
    else if (tag === 'HL') {
      close();
      const code = segment.element(3);
      const known = { 20: 'billing', 22: 'subscriber', 23: 'patient' }[code];
      level = known ?? level;
      const order = ['ISA', 'GS', 'header', 'billing', 'subscriber', 'patient'];
      above = Object.fromEntries(order.slice(0, order.indexOf(level)).map((name) => [name, above[name] ?? []]));
      above[level] = [`${level}|HL03|${code}`];
      loop = level;
    } else if (tag === 'CLM') {
      close();
      claim = segment.element(1) || '(none)';
      within = 'claim';
      loop = '2300';
      own.push(...describe(segment, loop));
    } else {
      if (claim === '') {
        if (tag === 'NM1') loop = `${level} ${segment.element(1)}`;
        else if (tag === 'SBR' || tag === 'PAT') loop = level;
        (above[level] ??= []).push(...describe(segment, loop));
        continue;
      }
      if (tag === 'SBR') {
        within = 'payer';
        loop = `2320 ${own.filter((text) => text.includes('|SBR|')).length}`;
        own.push(`${loop}|SBR|`);
      } else if (tag === 'LX') {
        within = 'line';
        loop = `2400 ${own.filter((text) => text.includes('|LX|')).length}`;
        own.push(`${loop}|LX|`);
      } else if (tag === 'LIN') loop = '2410';
      else if (tag === 'SVD') loop = '2430';
      else if (tag === 'LQ') loop = '2440';
      else if (tag === 'NM1') loop = `${NAME_LOOP[/** @type {'claim'} */ (within)]} ${segment.element(1)}`;
      own.push(...describe(segment, tag === 'HI' && within === 'claim' ? '2300' : loop));
    }
  }
  close();
  return { elements, claims };
}

/** @param {import('@medcode/core/claims/x12/segment').Segment} segment @param {string} loop */
function describe(segment, loop) {
  const { tag, elements } = segment;
  if (COUNTED.has(tag)) return [];
  if (tag === 'HI') return elements.slice(1).flatMap((text) => (text === '' ? [] : [`${loop}|HI|${components(text, segment)}`]));
  if (tag === 'CAS') {
    /** @type {string[]} */
    const adjustments = [];
    for (let n = 2; n < elements.length; n += 3) {
      const [reason = '', amount = '', quantity = ''] = elements.slice(n, n + 3);
      if (reason + amount + quantity !== '')
        adjustments.push(`${loop}|CAS|${elements[1]}|${reason}|${amount}|${quantity === '' ? '' : Number(quantity)}`);
    }
    return adjustments;
  }
  return elements.slice(1).flatMap((text, i) => {
    const value = tag === 'ISA' ? (i === 10 || i === 15 ? '' : text.trimEnd()) : components(text, segment);
    return value === '' ? [] : [`${loop}|${tag}${String(i + 1).padStart(2, '0')}|${value}`];
  });
}

/** A composite without empty components at its end, joined the same way whatever the interchange. @param {string} text @param {import('@medcode/core/claims/x12/segment').Segment} segment */
function components(text, segment) {
  const parts = text.split(segment.delimiters.component);
  while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return parts.join('\u001f');
}
