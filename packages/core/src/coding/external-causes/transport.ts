import type { SaidWord as Said } from './book.js';

/** A code of a transport accident and the words that prove it. */
export interface TransportCause {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** Vehicles and persons on their way, by the second digit of the category of their occupants. */
const MODE: Readonly<Record<string, string>> = {
  pedestrian: '0',
  bicycle: '1',
  cyclist: '1',
  motorcycle: '2',
  motorcyclist: '2',
  car: '4',
  suv: '4',
  occupant: '4',
  driver: '4',
  passenger: '4',
  pickup: '5',
  van: '5',
  heavy: '6',
};
/** What one collides with, by the third character of categories V10-V79; pedestrians have their own row. */
const COUNTERPART: Readonly<Record<string, string>> = {
  pedestrian: '0',
  animal: '0',
  bicycle: '1',
  cyclist: '1',
  motorcycle: '2',
  motorcyclist: '2',
  car: '3',
  suv: '3',
  pickup: '3',
  van: '3',
  heavy: '4',
  train: '5',
  fixed: '7',
  none: '8',
};
const AGAINST_PEDESTRIAN: Readonly<Record<string, string>> = { 1: '1', 2: '2', 3: '3', 4: '4', 5: '5' };
/** Types of car told apart in V43. */
const CAR_TYPE: Readonly<Record<string, string>> = { suv: '1', car: '2', pickup: '3', van: '4' };
/** Vehicles for use off the road (V86): driver, passenger or unspecified in a nontraffic accident, then the type. */
const OFF_ROAD: Readonly<Record<string, string>> = { atv: '5', dirtbike: '6', snowmobile: '2', offroad: '9' };

/**
 * The transport accident a sentence tells of: whose occupant, what it met, driver or passenger, on the road or off it. An accident is
 * one of traffic unless another place is named, and one with off-road vehicles is none (definitions of V00-V99). Undefined without an
 * accident.
 */
export function transportCause(found: readonly Said[], offRoad: boolean): TransportCause | undefined {
  const collision = found.filter(({ value }) => value.kind === 'collision');
  const [first] = collision;
  if (!first) return undefined;
  const named = found.filter(({ value }) => value.kind === 'vehicle');
  const roles = found.filter(({ value }) => value.kind === 'role');
  const role = (kind: string): Said | undefined => roles.find(({ value }) => value.of === kind);
  const ofMotor = collision.find(({ value }) => value.of === 'motor');
  const rollover = collision.find(({ value }) => value.of === 'rollover');
  const own = ownOf(named, roles, first, ofMotor !== undefined || rollover !== undefined);
  if (!own) return undefined;
  const used = [...collision, ...named, ...roles];
  const span = { from: Math.min(...used.map(({ from }) => from)), to: Math.max(...used.map(({ to }) => to)) };
  const seat = role('passenger')
    ? 'passenger'
    : role('driver') || own.kind === 'motorcycle' || own.kind === 'motorcyclist' || own.kind === 'bicycle' || own.kind === 'cyclist'
      ? 'driver'
      : role('rider')
        ? 'driver'
        : 'unspecified';
  const type = OFF_ROAD[own.kind];
  if (type) return { ...span, code: `V86${seat === 'passenger' ? '6' : seat === 'driver' ? '5' : '9'}${type}` };
  const onMotorcycle = MODE[own.kind] === '2';
  const other = named.find(
    (one) => one !== own.said && (one.value.of !== own.kind || one.from > first.from) && !(onMotorcycle && one.value.term === 'bike'),
  )?.value.of;
  const alone = !ofMotor && collision.some(({ value }) => ALONE.test(value.term));
  const met = other === 'motor' ? undefined : (other ?? (alone ? 'none' : undefined));
  const traffic = !offRoad;
  const code = codeOf(MODE[own.kind] ?? '', met, other === 'motor' || ofMotor !== undefined, seat, traffic);
  return code === undefined ? undefined : { ...span, code };
}

const CAR = /^(?:car|suv|pickup|van|heavy)$/;
const DROVE = /^(?:collision|collided|crash|crashed|wreck|wrecked|accident|lost control|swerved|slammed into|plowed into|ran off)/;
/** Words between a fall and what one fell from. */
const FALL_REACH = 4;

/** What happens to a vehicle and its rider by themselves. */
const ALONE = /^(?:lost control|laid|fell|thrown|bucked|flipped|over|went over|swerved|roll|ran off|ejected)/;

interface Own {
  readonly kind: string;
  readonly said: Said | undefined;
}

/** Whose occupant the patient was. */
function ownOf(named: readonly Said[], roles: readonly Said[], collision: Said, motor: boolean): Own | undefined {
  const person = roles.find(({ value }) => /^(?:pedestrian|cyclist|motorcyclist)$/.test(value.of));
  if (person) return { kind: person.value.of, said: undefined };
  const onWay = roles.filter(({ value }) => /^(?:driver|passenger|rider)$/.test(value.of));
  const mobile = named.filter(({ value }) => value.of !== 'fixed' && value.of !== 'animal' && value.of !== 'train' && value.of !== 'motor');
  // "Riding his motorcycle", "driver of a pickup", "motorcycle driver": the vehicle beside the role.
  for (const { from, to } of onWay) {
    const beside = mobile.find((one) => (one.from > to && one.from - to <= 4) || (one.to < from && from - one.to === 1));
    if (beside) return { kind: beside.value.of, said: beside };
  }
  if (onWay.some(({ value }) => value.of !== 'rider') || roles.some(({ value }) => value.of === 'occupant')) {
    const before = mobile.find((one) => one.to < collision.from && CAR.test(one.value.of));
    return { kind: before?.value.of ?? 'occupant', said: before };
  }
  const before = mobile.find(({ to }) => to < collision.from);
  const after = named.find(({ from }) => from > collision.to);
  const by = /^(?:struck by|hit by|run over by|struck|ran over|run over)$/.test(collision.value.term);
  // "Struck by a car" and nothing the patient rode in: on foot.
  if (!before && by && after && /^(?:car|suv|pickup|van|heavy|motor|motorcycle|bicycle|train)$/.test(after.value.of))
    return { kind: 'pedestrian', said: undefined };
  // Of a car merely named before a blow ("got out of her car and hit her head") nothing follows.
  const drove = motor || DROVE.test(collision.value.term);
  if (before && (!CAR.test(before.value.of) || drove)) return { kind: before.value.of, said: before };
  const fell =
    collision.value.of === 'fell' || /^(?:thrown|knocked|crash|wreck|accident|laid|lost)/.test(collision.value.term)
      ? mobile.find((one) => !CAR.test(one.value.of) && one.from > collision.to && one.from - collision.to <= FALL_REACH)
      : undefined;
  if (fell) return { kind: fell.value.of, said: fell };
  return motor ? { kind: 'unspecified', said: undefined } : undefined;
}

function codeOf(mode: string, met: string | undefined, motor: boolean, seat: string, traffic: boolean): string | undefined {
  if (mode === '') return motor ? (traffic ? 'V892' : 'V890') : undefined;
  const kind = met === undefined ? undefined : COUNTERPART[met];
  if (mode === '0') {
    const by = kind === undefined ? undefined : AGAINST_PEDESTRIAN[kind];
    return by ? `V0${by}${traffic ? '1' : '0'}0` : motor ? (traffic ? 'V0920' : 'V0900') : undefined;
  }
  if (mode === '1' || mode === '2') {
    const place = seat === 'passenger' ? (traffic ? '5' : '1') : traffic ? '4' : '0';
    if (kind !== undefined) return `V${mode}${kind}${place}${mode === '2' ? '9' : ''}`;
    if (motor) return mode === '1' ? `V19${place}0` : `V29${place}08`;
    return mode === '1' ? 'V199' : 'V2999';
  }
  const place = { driver: ['5', '0'], passenger: ['6', '1'], unspecified: ['9', '3'] }[seat]?.[traffic ? 0 : 1] as string;
  if (kind === undefined) {
    if (mode !== '4') return undefined;
    if (!motor) return traffic ? 'V499' : 'V493';
    const unspecified = { driver: ['4', '0'], passenger: ['5', '1'], unspecified: ['6', '2'] }[seat]?.[traffic ? 0 : 1] as string;
    return `V49${unspecified}0`;
  }
  return `V${mode}${kind}${place}${mode === '4' && kind === '3' ? (CAR_TYPE[met as string] ?? '2') : ''}`;
}
