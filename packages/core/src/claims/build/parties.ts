import { isEmployerNumber, isTaxonomy, isTelephone } from '../../codesets/claim-codes/identifiers.js';
import { isNpi } from '../../codesets/claim-codes/npi.js';
import { isUsState, isZip } from '../../codesets/claim-codes/states.js';
import type { Address, Claim, Party } from '../../model/claim.js';
import type { MissingFacts } from './missing.js';

type Path = readonly (string | number)[];

/** What a biller calls who is named on a claim or line. */
export const PROVIDER_WORDS: Readonly<Record<string, string>> = {
  referring: 'referring provider',
  rendering: 'rendering provider',
  supervising: 'supervising provider',
  ordering: 'ordering provider',
  primaryCare: 'primary care provider',
  purchased: 'provider the service was purchased from',
  facility: 'service facility',
  attending: 'attending provider',
  operating: 'operating physician',
  otherOperating: 'other operating physician',
  ambulancePickUp: 'ambulance pick-up',
  ambulanceDropOff: 'ambulance drop-off',
};

/** Kinds of numbers to call by (PER03). */
const CALLS = ['TE', 'FX', 'EM', 'EX'];

/** Post office boxes, which the address of a billing provider or facility may not be (005010X222 and X223, loop 2010AA). */
const POST_BOX = /^\s*p\.?\s*o\.?\s*box\b/i;

/** What the loop of a provider has room for beside name and numbers. */
interface Room {
  readonly kind?: Party['type'];
  readonly address?: true;
  readonly contacts?: true;
  readonly taxonomy?: true;
}
const PERSON: Room = { kind: 'person' };
const PLACE: Room = { kind: 'organization', address: true };
const ROOM: Readonly<Record<Claim['form'], Readonly<Record<string, Room>>>> = {
  professional: {
    referring: PERSON,
    primaryCare: PERSON,
    supervising: PERSON,
    rendering: { taxonomy: true },
    ordering: { kind: 'person', address: true, contacts: true },
    facility: { ...PLACE, contacts: true },
    ambulancePickUp: PLACE,
    ambulanceDropOff: PLACE,
  },
  institutional: {
    attending: { kind: 'person', taxonomy: true },
    operating: PERSON,
    otherOperating: PERSON,
    rendering: PERSON,
    referring: PERSON,
    facility: PLACE,
  },
};

/**
 * Asks for what is said of who has a field of a claim or line: name and NPI; of places the address, of a purchase a number alone.
 * @returns the party as its loop has room for it
 */
export function namedProvider(party: Party, field: string, form: Claim['form'], path: Path, where: string, missing: MissingFacts): Party {
  const who = `${PROVIDER_WORDS[field] ?? field}${where}`;
  const room = ROOM[form][field] ?? {};
  const { address, contacts, taxonomy, ...named } = wireParty(party);
  const placed: Party = { ...named };
  if (room.kind !== undefined && party.type !== room.kind)
    missing.add([...path, 'type'], `${who}: ${room.kind === 'person' ? 'a person is expected' : 'an organization is expected'}`);
  if (address && room.address) placed.address = address;
  if (contacts && room.contacts) placed.contacts = contacts;
  if (taxonomy !== undefined && room.taxonomy) {
    placed.taxonomy = taxonomy;
    checkTaxonomy(taxonomy, path, who, missing);
  }
  if (field === 'ambulancePickUp' || field === 'ambulanceDropOff') checkAddress(party.address, path, who, missing);
  else if (field === 'purchased') {
    delete placed.name;
    delete placed.first;
    delete placed.middle;
    delete placed.suffix;
    checkNpi(party, path, who, missing, true);
  } else {
    checkName(party, path, who, missing);
    checkNpi(party, path, who, missing, field !== 'facility');
    if (field === 'facility') checkAddress(party.address, path, who, missing, true);
    else if (placed.address) checkAddress(placed.address, path, who, missing);
  }
  return placed;
}

/** Says when a taxonomy number is none. */
export function checkTaxonomy(taxonomy: string | undefined, path: Path, who: string, missing: MissingFacts): void {
  if (taxonomy !== undefined && !isTaxonomy(taxonomy))
    missing.add([...path, 'taxonomy'], `taxonomy number of the ${who}: ten characters are expected, the last an X`);
}

export function checkName(party: Party, path: Path, who: string, missing: MissingFacts): void {
  if (missing.needs(party.name, [...path, 'name'], party.type === 'person' ? `${who}’s last name` : `name of the ${who}`))
    fits(party.name, 60, [...path, 'name'], `name of the ${who}`, missing);
  if (party.type !== 'person') return;
  if (missing.needs(party.first, [...path, 'first'], `${who}’s first name`))
    fits(party.first, 35, [...path, 'first'], `${who}’s first name`, missing);
}

export function checkNpi(party: Party, path: Path, who: string, missing: MissingFacts, needed: boolean): void {
  const { npi } = party;
  if (npi === undefined || npi.trim() === '') {
    // A provider who has none is known by another number (atypical providers).
    if (needed && !party.ids?.some(({ qualifier }) => qualifier === 'G2')) missing.add([...path, 'npi'], `${who}’s NPI`);
  } else if (!isNpi(npi))
    missing.add([...path, 'npi'], `${who}’s NPI: ${npi} is none – ten digits, the last of which must agree with the others`);
}

/** @param place a building: no post office box, ZIP code with nine digits */
export function checkAddress(address: Address | undefined, path: Path, who: string, missing: MissingFacts, place = false): void {
  const own = [...path, 'address'];
  const street = address?.lines[0];
  if (missing.needs(street, [...own, 'lines'], `street address of the ${who}`)) {
    if (place && address?.lines.some((line) => POST_BOX.test(line)))
      missing.add([...own, 'lines'], `street address of the ${who}: a post office box is none; it belongs to the pay-to address`);
    for (const line of address?.lines ?? []) fits(line, 55, [...own, 'lines'], `street address of the ${who}`, missing);
    if ((address?.lines.length ?? 0) > 2) missing.add([...own, 'lines'], `street address of the ${who}: two lines at most`);
  }
  const city = address?.city;
  if (missing.needs(city, [...own, 'city'], `city of the ${who}`)) {
    fits(city, 30, [...own, 'city'], `city of the ${who}`, missing);
    if (city.length < 2) missing.add([...own, 'city'], `city of the ${who}: two letters at least`);
  }
  if (address?.country !== undefined && address.country !== 'US') return;
  if (missing.needs(address?.state, [...own, 'state'], `state of the ${who}`) && !isUsState(address.state))
    missing.add([...own, 'state'], `state of the ${who}: ${address.state} is none; two letters are expected`);
  const zip = address?.zip?.replace('-', '');
  if (!missing.needs(zip, [...own, 'zip'], `ZIP code of the ${who}`)) return;
  if (!isZip(zip)) missing.add([...own, 'zip'], `ZIP code of the ${who}: five or nine digits are expected`);
  else if (place && zip.length !== 9) missing.add([...own, 'zip'], `ZIP code of the ${who}: all nine digits are needed here`);
}

/** Employer or Social Security number of who is paid. */
export function checkTaxNumber(party: Party, path: Path, who: string, missing: MissingFacts): void {
  const number = party.ids?.find(({ qualifier }) => qualifier === 'EI' || qualifier === 'SY');
  if (!number) missing.add([...path, 'ids'], `tax number of the ${who} (qualifier EI, or SY for a Social Security number)`);
  else if (number.qualifier === 'EI' && !isEmployerNumber(number.value))
    missing.add([...path, 'ids'], `tax number of the ${who}: nine digits are expected`);
}

export function checkContact(party: Party, path: Path, who: string, missing: MissingFacts): void {
  const contact = party.contacts?.find(({ numbers }) => numbers.length > 0);
  if (!contact) missing.add([...path, 'contacts'], `whom to call at the ${who}: telephone (TE), fax (FX) or e-mail (EM)`);
  else
    for (const { qualifier, value } of contact.numbers)
      if (!CALLS.includes(qualifier) || value === '')
        missing.add([...path, 'contacts'], `whom to call at the ${who}: number with TE telephone, FX fax, EM e-mail or EX extension`);
      else if ((qualifier === 'TE' || qualifier === 'FX') && !isTelephone(value))
        missing.add([...path, 'contacts'], `telephone or fax of the ${who}: ten digits without hyphens are expected`);
}

/** Asks for the number by which a payer, submitter or member is known. */
export function needsId(party: Party, path: Path, words: string, missing: MissingFacts): void {
  const length = party.id?.value.trim().length ?? 0;
  if (length === 1) return missing.add([...path, 'id'], `${words}: one character is too short`);
  if (missing.needs(party.id?.value, [...path, 'id'], words)) fits(party.id?.value ?? '', 80, [...path, 'id'], words, missing);
}

/** Says when a text is longer than its element. */
export function fits(text: string, most: number, path: Path, what: string, missing: MissingFacts): void {
  if (text.length > most) missing.add(path, `${what}: ${text.length} characters, of which a claim takes ${most}`);
}

/** Someone as claims carry it: ZIP code without hyphen, no title before the name, contacts with their function (IC, for information). */
export function wireParty({ prefix: _, ...party }: Party): Party {
  const placed: Party = { ...party };
  if (party.address?.zip !== undefined) placed.address = { ...party.address, zip: party.address.zip.replace('-', '') };
  if (party.contacts) placed.contacts = party.contacts.map((contact) => ({ ...contact, function: 'IC' }));
  return placed;
}
