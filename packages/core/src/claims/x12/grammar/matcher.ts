import type { Segment } from '../segment.js';
import type { CompiledElement, CompiledGrammar, CompiledLoop, CompiledPart, CompiledSegment } from './compiled.js';
import { listCodes } from './element-checks.js';
import { standardSegment } from './element-dictionary.js';

/** A loop that is open, and what of it has been seen. */
export interface OpenLoop {
  readonly loop: CompiledLoop;
  /** The segment that opened it; undefined when that one is missing. */
  readonly opener: Segment | undefined;
  /** The furthest place reached. */
  place: number;
  /** How often each part has been seen. */
  readonly counts: number[];
  /** Required parts that were passed without being seen: where they were expected. */
  expected: Map<number, number> | undefined;
  /** Parts in whose stead a damaged segment stands. */
  replaced: Set<number> | undefined;
  /** HL01 of the level, for the levels below; and the number it should have had. */
  level: string;
  levelExpected: string;
  hasChildLevel: boolean;
  /** The loop stands once too often: what it lacks is no fault of its own. */
  isExcess: boolean;
}

/** A required part that a loop lacks, and where it was expected. */
interface Missing {
  readonly part: CompiledPart;
  readonly loop: CompiledLoop;
  readonly at: number;
}

/** What the matcher tells of structure; elements are checked by whoever receives the placed segment. */
export interface MatchListener {
  /** A segment stands in a loop. `compiled` is undefined when the guide has no such segment there. */
  placed(segment: Segment, loop: CompiledLoop, compiled: CompiledSegment | undefined): void;
  opened(open: OpenLoop): void;
  closed(open: OpenLoop, at: number): void;
  report(
    rule: string,
    at: number,
    tag: string,
    element: string | null,
    loop: string | null,
    params?: Readonly<Record<string, string | number>>,
  ): void;
}

/** The segments after the one at hand, as far as they are looked at. Cut when first needed: most segments fit without. */
export type LookAhead = () => readonly Segment[];

/** Segments that are looked at ahead to tell which loop a damaged segment was to open. */
export const LOOK_AHEAD = 12;

/**
 * Places the segments of one transaction into the loops of its guide, one after the other.
 *
 * One defect is to give one finding, so the matcher mends as it goes: a segment with a qualifier that is not allowed stands for the
 * required one that is missing there; a loop whose first segment is missing opens all the same when what follows belongs to it; a
 * segment out of order is counted where it belongs; an unknown segment changes nothing unless it stands where a required one should.
 */
export class LoopMatcher {
  private readonly open: OpenLoop[] = [];
  private levels = 0;
  private levelAlternative = 0;
  /** A segment that stands before the one that opens its loop. */
  private early: Segment | undefined;
  /** What lacks in the loops that the last segment has closed; told when the next one does not belong there. */
  private readonly untold: Missing[] = [];
  private previous: Segment | undefined;
  /** The last loop that was closed, and the segment that did so. */
  private closed: OpenLoop | undefined;
  private closedAt = 0;
  /** The last segment out of order: those that follow it in one run are the same fault. */
  private late: { readonly frame: OpenLoop; readonly position: number } | undefined;

  constructor(
    compiled: CompiledGrammar,
    private readonly listener: MatchListener,
  ) {
    this.push(compiled.body, undefined, -1);
  }

  /** The loop the last segment stands in. */
  get current(): string {
    return (this.open.at(-1) as OpenLoop).loop.id;
  }

  /**
   * Places the next segment.
   * @param ahead the segments after it, up to {@link LOOK_AHEAD} of them
   */
  place(segment: Segment, ahead: LookAhead): void {
    this.find(segment, ahead);
    this.previous = segment;
    const { early } = this;
    if (!early || early === segment) return;
    this.early = undefined;
    this.find(early, () => []);
    (this.open.at(-1) as OpenLoop).place = 0;
  }

  private find(segment: Segment, ahead: LookAhead): void {
    const { tag } = segment;
    const { open } = this;
    let full: CompiledPart | undefined;
    let fullDepth = -1;
    for (let depth = open.length - 1; depth >= 0; depth--) {
      const frame = open[depth] as OpenLoop;
      const parts = frame.loop.byTag.get(tag);
      if (parts === undefined) continue;
      for (const part of parts) {
        if (part.place < frame.place || !hasKey(part, segment)) continue;
        if (part.loop && this.isCopy(segment, part.loop)) {
          this.report('segment-repeated', segment, part.loop.id, { most: 1, name: part.segment.use.name });
          return;
        }
        if (tag === 'HL' && this.isOtherLevel(segment, part, ahead)) return;
        if ((frame.counts[part.index] as number) < part.repeat) {
          if (part.loop !== undefined && this.isMisplaced(segment, part, depth, ahead)) return;
          this.tellMissing();
          this.take(segment, part, depth);
          return;
        }
        if (full === undefined) {
          full = part;
          fullDepth = depth;
        }
      }
    }
    if (full !== undefined) {
      this.tellMissing();
      if (this.isBeforeOpener(segment, full, fullDepth, ahead)) return;
      if (this.openAgain(segment, full, fullDepth)) {
        this.find(segment, ahead);
        return;
      }
      const frame = open[fullDepth] as OpenLoop;
      if (frame.counts[full.index] === full.repeat)
        this.report(full.loop ? 'loop-repeated' : 'segment-repeated', segment, full.loop?.id ?? frame.loop.id, {
          most: full.repeat,
          name: full.loop?.use.name ?? full.segment.use.name,
        });
      this.take(segment, full, fullDepth);
      if (full.loop) (this.open.at(-1) as OpenLoop).isExcess = true;
      return;
    }
    this.recover(segment, ahead);
  }

  /** The transaction ends: closes every loop. @param at position of the segment that stands there instead */
  finish(at: number): void {
    this.tellMissing();
    this.close(0, at);
    this.tellMissing();
  }

  /**
   * The level code is one that may stand here, but what follows begins another level, and HL02 names the level above that one: HL03 is
   * wrong.
   */
  private isOtherLevel(segment: Segment, part: CompiledPart, ahead: LookAhead): boolean {
    const next = ahead()[0];
    if (!next || !part.loop || beginsWith(part.loop, next)) return false;
    for (let depth = this.open.length - 1; depth >= 0; depth--) {
      const frame = this.open[depth] as OpenLoop;
      if (!this.isAbove(frame, segment)) continue;
      const meant = frame.loop.byTag.get('HL')?.find((one) => one.place >= frame.place && one.loop && beginsWith(one.loop, next));
      if (!meant?.loop || meant === part) continue;
      this.wrongCode(segment, meant, meant.loop.id, [...(meant.segment.key?.codes ?? [])]);
      this.take(segment, meant, depth, false);
      return true;
    }
    return false;
  }

  /**
   * The segment may open this loop, but does not mean it: the qualifier is that of a loop which comes again further on, and a required
   * one before it lacks; or nothing of what the loop needs follows.
   */
  private isMisplaced(segment: Segment, part: CompiledPart, depth: number, ahead: LookAhead): boolean {
    const frame = this.open[depth] as OpenLoop;
    const loop = part.loop as CompiledLoop;
    if (loop.isLevel) return false;
    const lacking =
      part.required || frame.loop.parts[part.index - 1]?.place !== part.place
        ? undefined
        : frame.loop.parts.find((one) => one.place === part.place && one.required && frame.counts[one.index] === 0 && one.loop);
    if (lacking?.loop && lacking.index < part.index && !frame.replaced?.has(lacking.index)) {
      if (part.repeat > 1 || !ahead().some((next) => next.tag === segment.tag && hasKey(part, next))) return false;
      this.tellMissing();
      this.wrongCode(segment, lacking, lacking.loop.id, [...(lacking.segment.key?.codes ?? [])]);
      this.take(segment, lacking, depth, false);
      return true;
    }
    if (part.segment.key !== undefined || loop.parts.filter(({ required }) => required).length < 3) return false;
    const following = ahead();
    const [next] = following;
    if (!next || next.tag === segment.tag || loop.byTag.get(next.tag)?.some((one) => !one.loop && hasKey(one, next))) return false;
    for (const one of following) {
      if (one.tag === segment.tag || one.tag === 'HL' || one.tag === 'CLM') break;
      if (inside(loop, one)?.required) return false;
    }
    this.tellMissing();
    this.report('segment-not-allowed', segment, frame.loop.id, { name: frame.loop.use.name });
    this.listener.placed(segment, frame.loop, undefined);
    return true;
  }

  private take(segment: Segment, part: CompiledPart, depth: number, isChecked = true): void {
    this.close(depth + 1, segment.position);
    const frame = this.open[depth] as OpenLoop;
    this.reach(frame, part, segment.position);
    const counts = frame.counts;
    counts[part.index] = (counts[part.index] as number) + 1;
    if (part.loop?.hasLoops && (frame.loop.isLevel || depth === 0)) this.settle();
    if (!part.loop) {
      this.listener.placed(segment, frame.loop, part.segment);
      return;
    }
    const opened = this.push(part.loop, segment, 0);
    opened.counts[0] = 1;
    if (part.loop.isLevel) this.number(segment, opened, frame);
    this.listener.opened(opened);
    this.listener.placed(segment, part.loop, isChecked ? part.segment : undefined);
  }

  /** The segment that has just opened a loop comes a second time, although the loop needs more than it. */
  private isCopy(segment: Segment, loop: CompiledLoop): boolean {
    const innermost = this.open.at(-1) as OpenLoop;
    return (
      innermost.loop === loop &&
      innermost.opener?.raw === segment.raw &&
      innermost.opener.position === segment.position - 1 &&
      loop.parts.some(({ index, required }) => index > 0 && required)
    );
  }

  /** Notes the required parts that are passed on the way to a part. */
  private reach(frame: OpenLoop, part: CompiledPart, at: number): void {
    const { parts } = frame.loop;
    for (let i = part.index - 1; i >= 0; i--) {
      const before = parts[i] as CompiledPart;
      if (before.required && frame.counts[i] === 0 && !frame.expected?.has(i)) {
        frame.expected ??= new Map();
        frame.expected.set(i, at);
      }
      if (before.place < frame.place) break;
    }
    if (part.place > frame.place) frame.place = part.place;
  }

  private push(loop: CompiledLoop, opener: Segment | undefined, place: number): OpenLoop {
    const opened: OpenLoop = {
      loop,
      opener,
      place,
      counts: loop.noCounts.slice(),
      expected: undefined,
      replaced: undefined,
      level: '',
      levelExpected: '',
      hasChildLevel: false,
      isExcess: false,
    };
    this.open.push(opened);
    return opened;
  }

  /** Closes the loops from a depth on, the innermost first. */
  private close(depth: number, at: number): void {
    while (this.open.length > depth) {
      const frame = this.open.pop() as OpenLoop;
      if (!frame.loop.hasLoops) {
        this.closed = frame;
        this.closedAt = at;
      }
      const { parts } = frame.loop;
      const { counts } = frame;
      for (let i = 0; i < parts.length; i++) {
        if (counts[i] !== 0) continue;
        const part = parts[i] as CompiledPart;
        if (!part.required || frame.isExcess || frame.replaced?.has(i)) continue;
        this.untold.push({ part, loop: frame.loop, at: frame.expected?.get(i) ?? at });
      }
      // Rules look at a claim when it closes: what lacks in it is told before.
      if (frame.loop.isLevel || (frame.loop.hasLoops && this.open.at(-1)?.loop.isLevel === true)) this.tellMissing();
      this.listener.closed(frame, at);
    }
  }

  /** Tells what lacks in the levels above before what stands below them is looked at. */
  private settle(): void {
    for (const frame of this.open) {
      if (!frame.expected) continue;
      for (const [index, at] of frame.expected) {
        const part = frame.loop.parts[index] as CompiledPart;
        if (frame.counts[index] !== 0 || part.place >= frame.place || frame.replaced?.has(index)) continue;
        this.missing({ part, loop: frame.loop, at });
        frame.replaced ??= new Set();
        frame.replaced.add(index);
      }
    }
  }

  private tellMissing(): void {
    for (const missing of this.untold.splice(0)) this.missing(missing);
  }

  private missing({ part, loop, at }: Missing): void {
    const { tag, use } = part.segment;
    if (part.loop) this.listener.report('loop-missing', at, tag, null, part.loop.id, { name: part.loop.use.name });
    else this.listener.report('segment-missing', at, tag, null, loop.id, { name: use.name });
  }

  /** HL01 counts the levels of a transaction from 1; HL02 names the level above. */
  private number(segment: Segment, opened: OpenLoop, parent: OpenLoop): void {
    const number = segment.element(1);
    this.levels++;
    opened.level = number;
    opened.levelExpected = String(this.levels);
    const value = Number(number);
    if (number === '') this.levelAlternative = 0;
    else if (value !== this.levels && value !== this.levelAlternative) {
      this.report('hl-number', segment, opened.loop.id, { expected: this.levels, value: number }, 'HL01');
      this.levelAlternative = Number.isInteger(value) ? value + 1 : 0;
    } else {
      if (value === this.levelAlternative && value !== this.levels) {
        this.levels = value;
        opened.levelExpected = number;
      }
      this.levelAlternative = 0;
    }
    if (!parent.loop.isLevel) return;
    parent.hasChildLevel = true;
    const above = segment.element(2);
    if (above !== '' && above !== parent.level && above !== parent.levelExpected)
      this.report('hl-parent', segment, opened.loop.id, { expected: parent.level, value: above }, 'HL02');
  }

  /** A segment that fits nowhere ahead. */
  private recover(segment: Segment, ahead: LookAhead): void {
    if (this.isLate(segment)) return;
    this.tellMissing();
    if (standardSegment(segment.tag) === undefined) this.unknown(segment, ahead);
    else if (
      !this.outOfOrder(segment, 0, true) &&
      !this.isEarly(segment, ahead) &&
      !this.openUnopened(segment, ahead, true) &&
      !this.outOfOrder(segment, this.open.length - 1) &&
      !this.openUnopened(segment, ahead, false) &&
      !(this.isNamesake(segment) && this.wrongKey(segment, ahead)) &&
      !this.outOfOrder(segment, 0) &&
      !this.wrongKey(segment, ahead)
    ) {
      const { loop } = this.open.at(-1) as OpenLoop;
      this.report('segment-not-allowed', segment, loop.id, { name: loop.use.name });
      this.listener.placed(segment, loop, undefined);
    }
  }

  /** The segment belongs at the end of the loop that the one before it has closed, and lacks there. */
  private isLate(segment: Segment): boolean {
    const index = this.untold.findIndex(({ part }) => !part.loop && part.segment.tag === segment.tag && hasKey(part, segment));
    const found = index < 0 ? this.justClosed(segment) : this.untold[index];
    if (!found) return false;
    if (index >= 0) this.untold.splice(index, 1);
    this.tellMissing();
    this.report('segment-out-of-order', segment, found.loop.id, { name: found.part.segment.use.name });
    this.listener.placed(segment, found.loop, found.part.segment);
    return true;
  }

  /** A place in the loop that the segment before has closed. */
  private justClosed(segment: Segment): { readonly loop: CompiledLoop; readonly part: CompiledPart } | undefined {
    if (!this.closed || this.closedAt !== segment.position - 1) return undefined;
    const { loop, counts } = this.closed;
    const part = loop.byTag
      .get(segment.tag)
      ?.find((one) => !one.loop && (counts[one.index] as number) < one.repeat && hasKey(one, segment));
    return part && { loop, part };
  }

  /** The next segment opens a loop that this one belongs into: the two have changed places. */
  private isEarly(segment: Segment, ahead: LookAhead): boolean {
    const next = ahead()[0];
    if (!next || this.open.some(({ loop, place }) => loop.byTag.get(segment.tag)?.some((part) => !part.loop && part.place >= place)))
      return false;
    for (let depth = this.open.length - 1; depth >= 0; depth--) {
      const frame = this.open[depth] as OpenLoop;
      const part = takes(frame, next);
      if (!part) continue;
      const inner = part.loop && inside(part.loop, segment);
      if (!inner || !part.loop || skipsRequired(part.loop, inner)) return false;
      // The loop has this segment already: the one at hand is of a loop of its own.
      for (const later of ahead().slice(1)) {
        const found = inside(part.loop, later);
        if (found === inner) return false;
        if (!found) break;
      }
      // As well the end of the loop that is open.
      if (this.outOfOrder(segment, this.open.length - 1)) return true;
      this.report('segment-out-of-order', segment, part.loop.id, { name: inner.segment.use.name });
      this.early = segment;
      return true;
    }
    return false;
  }

  /**
   * A loop ahead has this segment inside: its first segment is missing.
   * @param lacking looks at required loops that have not been seen, else at all others
   */
  private openUnopened(segment: Segment, ahead: LookAhead, lacking: boolean): boolean {
    for (let depth = this.open.length - 1; depth >= 0; depth--) {
      const frame = this.open[depth] as OpenLoop;
      const first = frame.loop.parts.find((part) => this.mayOpen(segment, frame, part, ahead, lacking));
      if (!first) continue;
      // Of loops that stand at the same place, the one that the next segments fit best.
      const [best] = frame.loop.parts
        .filter((part) => part.place === first.place && this.mayOpen(segment, frame, part, ahead, lacking))
        .map((part) => ({ part, ...fit(part.loop as CompiledLoop, [segment, ...ahead()]) }))
        .sort((a, b) => a.lacking - b.lacking || b.held - a.held);
      this.openMissing(segment, best?.part ?? first, depth);
      this.find(segment, ahead);
      return true;
    }
    return false;
  }

  /** The segment may belong into this loop, which has not been opened. */
  private mayOpen(segment: Segment, frame: OpenLoop, part: CompiledPart, ahead: LookAhead, lacking: boolean): boolean {
    const count = frame.counts[part.index] as number;
    if (!part.loop || part.place < frame.place || count >= part.repeat) return false;
    const inner = inside(part.loop, segment);
    if (!inner || lacking !== (part.required && count === 0)) return false;
    if (!lacking && skipsRequired(part.loop, inner)) return false;
    const verdict = this.opensWithout(segment, frame, part, inner, ahead);
    if (verdict === 'comes') return false;
    if (verdict === 'unclear' && (this.hasPlaceFor(segment) || skipsRequired(part.loop, inner))) return false;
    return !inner.loop?.isLevel || beginsWithNext(inner.loop, ahead);
  }

  /** Some open loop still has a place for the tag, whatever its qualifier, or had one for this very segment. */
  private hasPlaceFor(segment: Segment): boolean {
    return this.open.some(({ loop, place, counts }) =>
      loop.byTag
        .get(segment.tag)
        ?.some((part) => part.place >= place || ((counts[part.index] as number) < part.repeat && hasKey(part, segment))),
    );
  }

  /**
   * Whether a loop was meant although its first segment is not there: it comes a little further on, or more of the inside of the loop
   * follows.
   */
  private opensWithout(
    segment: Segment,
    frame: OpenLoop,
    part: CompiledPart,
    inner: CompiledPart,
    ahead: LookAhead,
  ): 'comes' | 'meant' | 'unclear' {
    const loop = part.loop as CompiledLoop;
    const innermost = this.open.at(-1) as OpenLoop;
    if (inner.required && (innermost.loop === loop || !inside(innermost.loop, segment))) return 'meant';
    let verdict: 'meant' | 'unclear' = 'unclear';
    for (const next of ahead()) {
      if (next.tag === part.segment.tag && hasKey(part, next)) return 'comes';
      if (next.tag === 'HL' || next.tag === 'SE') break;
      if (frame.loop.byTag.get(next.tag)?.some((other) => other.loop && other.place >= frame.place && hasKey(other, next))) break;
      const found = inside(loop, next);
      if (!found || found.index <= inner.index || this.open.some((one) => takes(one, next))) continue;
      verdict = 'meant';
      if (found.required) break;
    }
    return verdict;
  }

  /** The segment comes again because it stands before the first one of the next turn of its loop, which follows and has none of its own. */
  private isBeforeOpener(segment: Segment, part: CompiledPart, depth: number, ahead: LookAhead): boolean {
    const { loop } = this.open[depth] as OpenLoop;
    if (!part.required || part.loop || depth === 0 || skipsRequired(loop, part)) return false;
    const [next, ...others] = ahead();
    const above = next && takes(this.open[depth - 1] as OpenLoop, next);
    if (above?.loop !== loop) return false;
    for (const later of others) {
      const found = inside(loop, later);
      if (found === part) return false;
      if (!found) break;
    }
    this.report('segment-out-of-order', segment, loop.id, { name: part.segment.use.name });
    this.early = segment;
    return true;
  }

  /** The segment a loop begins with, after its first one, comes again and is another: the first one of the next turn is missing. */
  private openAgain(segment: Segment, part: CompiledPart, depth: number): boolean {
    const frame = this.open[depth] as OpenLoop;
    if (!part.required || part.loop || depth === 0 || this.previous?.raw === segment.raw || skipsRequired(frame.loop, part)) return false;
    const above = this.open[depth - 1] as OpenLoop;
    const own = above.loop.parts.find(({ loop }) => loop === frame.loop);
    if (!own || (above.counts[own.index] as number) >= own.repeat) return false;
    this.openMissing(segment, own, depth - 1);
    return true;
  }

  private openMissing(segment: Segment, part: CompiledPart, depth: number): void {
    const loop = part.loop as CompiledLoop;
    this.close(depth + 1, segment.position);
    const frame = this.open[depth] as OpenLoop;
    this.reach(frame, part, segment.position);
    frame.counts[part.index] = (frame.counts[part.index] as number) + 1;
    const opened = this.push(loop, undefined, 0);
    opened.counts[0] = 1;
    if (loop.isLevel) {
      this.levels++;
      opened.level = String(this.levels);
      opened.levelExpected = opened.level;
      if (frame.loop.isLevel) frame.hasChildLevel = true;
    }
    this.listener.opened(opened);
    const { use } = part.segment;
    this.listener.report('segment-missing', segment.position, use.tag, null, loop.id, { name: use.name });
  }

  /**
   * The segment belongs to an open loop, but its place there is past.
   * @param outermost the outermost loop looked at; for the innermost alone only what may still be there counts
   * @param lacking only a required segment that the loop still lacks
   */
  private outOfOrder(segment: Segment, outermost: number, lacking = false): boolean {
    for (let depth = this.open.length - 1; depth >= outermost; depth--) {
      const frame = this.open[depth] as OpenLoop;
      const part = frame.loop.byTag.get(segment.tag)?.find((one) => one.place < frame.place && hasKey(one, segment));
      if (!part) continue;
      const count = frame.counts[part.index] as number;
      if (lacking && (count > 0 || !part.required || part.loop)) continue;
      if (outermost > 0 && count >= part.repeat) return false;
      const rule = count < part.repeat ? 'segment-out-of-order' : part.loop ? 'loop-repeated' : 'segment-repeated';
      const isRun = rule === 'segment-out-of-order' && this.late?.frame === frame && this.late.position === segment.position - 1;
      if (!isRun && !frame.replaced?.has(part.index))
        this.report(rule, segment, part.loop?.id ?? frame.loop.id, {
          most: part.repeat,
          name: part.loop?.use.name ?? part.segment.use.name,
        });
      if (rule === 'segment-out-of-order') this.late = { frame, position: segment.position };
      frame.counts[part.index] = count + 1;
      // What is open stays open: the level that has begun goes on after it.
      if (part.loop) {
        const opened = this.push(part.loop, segment, 0);
        opened.counts[0] = 1;
        if (part.loop.isLevel) this.number(segment, opened, frame);
        this.listener.opened(opened);
      }
      this.listener.placed(segment, part.loop ?? frame.loop, part.segment);
      return true;
    }
    return false;
  }

  /**
   * The loop at hand takes a segment of this name with another qualifier, and the outer loop that would take this one has it already: the
   * qualifier is wrong, not the place.
   */
  private isNamesake(segment: Segment): boolean {
    const innermost = this.open.length - 1;
    const { loop, place, counts } = this.open[innermost] as OpenLoop;
    const expects = loop.byTag
      .get(segment.tag)
      ?.some((part) => !part.loop && part.place >= place && (counts[part.index] as number) < part.repeat);
    if (!expects) return false;
    for (let depth = innermost - 1; depth >= 0; depth--) {
      const outer = this.open[depth] as OpenLoop;
      const part = outer.loop.byTag.get(segment.tag)?.find((one) => one.place < outer.place && hasKey(one, segment));
      if (part) return !part.loop && (outer.counts[part.index] as number) >= part.repeat;
    }
    return false;
  }

  /** The segment has a place here, but not with this qualifier. */
  private wrongKey(segment: Segment, ahead: LookAhead): boolean {
    const { tag } = segment;
    for (let depth = this.open.length - 1; depth >= 0; depth--) {
      const frame = this.open[depth] as OpenLoop;
      const here = frame.loop.byTag.get(tag)?.filter((part) => part.place >= frame.place);
      if (!here || here.length === 0) continue;
      if (tag === 'HL' && !this.isAbove(frame, segment)) continue;
      const part = this.meant(here, frame, ahead);
      if (!part.segment.key) continue;
      this.wrongCode(
        segment,
        part,
        part.loop?.id ?? frame.loop.id,
        here.flatMap((one) => [...(one.segment.key?.codes ?? [])]),
      );
      this.stand(segment, part, depth);
      this.listener.placed(segment, part.loop ?? frame.loop, undefined);
      return true;
    }
    return false;
  }

  private wrongCode(segment: Segment, { segment: { key, elements, tag } }: CompiledPart, loop: string, wanted: readonly string[]): void {
    if (!key) return;
    const value = keyOf(segment, key.element, key.component);
    const element = elements[key.element - 1] as CompiledElement;
    const designated =
      key.component === 0 || segment.element(key.element) === '' ? element : (element.components?.[key.component - 1] as CompiledElement);
    if (value === '')
      this.report(designated.mandatory ? 'mandatory-element-missing' : 'element-missing', segment, loop, {}, designated.name);
    else
      this.report(
        'code-not-allowed',
        segment,
        loop,
        { value, allowed: listCodes(new Set(wanted)) },
        `${tag}${designated.name.slice(tag.length)}`,
      );
  }

  /** The loop is the level that HL02 names; where no open level is named, any. */
  private isAbove(frame: OpenLoop, segment: Segment): boolean {
    const above = segment.element(2);
    const levels = this.open.filter(({ loop }) => loop.isLevel);
    return frame.loop.isLevel
      ? above === frame.level || (above !== '' && !levels.some(({ level }) => level === above))
      : above === '' || levels.length === 0;
  }

  /**
   * The part a segment with a wrong qualifier was meant to be: the level its HL02 names, a required one that is missing, or the loop
   * that the next segments belong to.
   */
  private meant(here: readonly CompiledPart[], frame: OpenLoop, ahead: LookAhead): CompiledPart {
    const first = here[0] as CompiledPart;
    const lacking = here.find((part) => part.required && frame.counts[part.index] === 0 && !frame.replaced?.has(part.index));
    if (lacking) return lacking;
    if (!first.loop) return first;
    const fits = here.map((part) => ({ part, ...fit(part.loop as CompiledLoop, ahead()) }));
    const [best] = fits
      .filter(({ part }) => (frame.counts[part.index] as number) < part.repeat)
      .sort((a, b) => a.lacking - b.lacking || b.held - a.held);
    return best?.part ?? first;
  }

  /**
   * A segment the standard does not know. When only its tag is damaged, what was meant lacks: a required segment or loop before the place
   * of the next segment, or a loop that the next segment belongs into.
   */
  private unknown(segment: Segment, ahead: LookAhead): void {
    const next = ahead()[0];
    const taker = next ? this.open.findLastIndex((frame) => takes(frame, next) !== undefined) : -1;
    const meant =
      next && taker < 0 ? (this.opener(next, ahead(), beginsWith) ?? this.opener(next, ahead(), inside)) : this.lacking(taker, next);
    if (meant) this.stand(segment, meant.part, meant.depth);
    this.report('segment-unknown', segment, meant?.part.loop?.id ?? this.current);
  }

  /** A loop ahead that the segment belongs into, of the innermost open loop that has one. */
  private opener(
    next: Segment,
    segments: readonly Segment[],
    holds: (loop: CompiledLoop, segment: Segment) => unknown,
  ): { readonly part: CompiledPart; readonly depth: number } | undefined {
    for (let depth = this.open.length - 1; depth >= 0; depth--) {
      const frame = this.open[depth] as OpenLoop;
      const may = frame.loop.parts.filter(
        (one) => one.loop && one.place >= frame.place && (frame.counts[one.index] as number) < one.repeat && holds(one.loop, next),
      );
      const [best] = may
        .filter(({ place }) => place === may[0]?.place)
        .map((part) => ({ part, depth, ...fit(part.loop as CompiledLoop, segments) }))
        .sort((a, b) => a.lacking - b.lacking || b.held - a.held);
      if (best) return best;
    }
    return undefined;
  }

  /** A required part that lacks before the place of the next segment, which the loop at the depth `taker` takes. */
  private lacking(taker: number, next: Segment | undefined): { readonly part: CompiledPart; readonly depth: number } | undefined {
    for (let depth = this.open.length - 1; depth >= Math.max(0, taker); depth--) {
      const frame = this.open[depth] as OpenLoop;
      const limit = depth === taker && next ? (takes(frame, next) as CompiledPart).index : frame.loop.parts.length;
      const part = frame.loop.parts.find(
        ({ index, required }) => index < limit && required && frame.counts[index] === 0 && !frame.replaced?.has(index),
      );
      if (part) return { part, depth };
    }
    return undefined;
  }

  /** A damaged segment stands where a part was meant. */
  private stand(segment: Segment, part: CompiledPart, depth: number): void {
    this.close(depth + 1, segment.position);
    const frame = this.open[depth] as OpenLoop;
    const isMeant = part.required && frame.counts[part.index] === 0;
    if (isMeant) {
      frame.replaced ??= new Set();
      frame.replaced.add(part.index);
    }
    if (part.place >= frame.place && (isMeant || part.loop)) this.reach(frame, part, segment.position);
    if (!part.loop) return;
    if (!part.required) frame.counts[part.index] = (frame.counts[part.index] as number) + 1;
    const opened = this.push(part.loop, segment, 0);
    opened.counts[0] = 1;
    if (part.loop.isLevel) this.number(segment, opened, frame);
    this.listener.opened(opened);
  }

  private report(
    rule: string,
    segment: Segment,
    loop: string,
    params: Readonly<Record<string, string | number>> = {},
    element: string | null = null,
  ): void {
    this.listener.report(rule, segment.position, segment.tag, element, loop, params);
  }
}

/** The segment has the qualifier that this part asks for. */
function hasKey({ segment: { key } }: CompiledPart, segment: Segment): boolean {
  return key === undefined || key.codes.has(keyOf(segment, key.element, key.component)) || segment.raw.length === segment.tag.length;
}

function keyOf(segment: Segment, element: number, component: number): string {
  const value = segment.elements[element] ?? '';
  if (component === 0) return value;
  const { component: separator } = segment.delimiters;
  if (component === 1) {
    const end = value.indexOf(separator);
    return end < 0 ? value : value.slice(0, end);
  }
  return value.split(separator)[component - 1] ?? '';
}

/** How well segments fit a loop after its first one: the required ones it would lack, and how many it would hold. */
function fit(loop: CompiledLoop, segments: readonly Segment[]): { readonly lacking: number; readonly held: number } {
  const seen = new Set<number>();
  let held = 0;
  for (const next of segments) {
    const part = inside(loop, next);
    if (!part) break;
    seen.add(part.index);
    held++;
  }
  return { lacking: loop.parts.filter(({ index, required }) => index > 0 && required && !seen.has(index)).length, held };
}

/** The loop has the segment as a part of its own, or a loop of it opens with it. */
function inside(loop: CompiledLoop, segment: Segment): CompiledPart | undefined {
  return loop.byTag.get(segment.tag)?.find((part) => hasKey(part, segment));
}

/** The part of an open loop that the segment may still be. */
function takes(frame: OpenLoop, segment: Segment): CompiledPart | undefined {
  return frame.loop.byTag
    .get(segment.tag)
    ?.find((part) => part.place >= frame.place && (frame.counts[part.index] as number) < part.repeat && hasKey(part, segment));
}

/** A required segment of the loop stands before the part. */
function skipsRequired(loop: CompiledLoop, { index: until }: CompiledPart): boolean {
  return loop.parts.some(({ index, required }) => index > 0 && index < until && required);
}

function beginsWithNext(loop: CompiledLoop, ahead: LookAhead): boolean {
  const next = ahead()[0];
  return next !== undefined && beginsWith(loop, next);
}

/** The loop begins with the segment after its first one. */
function beginsWith(loop: CompiledLoop, segment: Segment): boolean {
  for (const part of loop.parts.slice(1)) {
    if (part.segment.tag === segment.tag && hasKey(part, segment)) return true;
    if (part.required) return false;
  }
  return false;
}
