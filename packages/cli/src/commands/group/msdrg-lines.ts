import type { Catalog } from '@medcode/core/codesets/catalog';
import { InpatientGrouper } from '@medcode/core/groupers/inpatient';
import type { MsdrgClaim } from '@medcode/core/groupers/msdrg/claim';
import { isPlainClaim, MsdrgClaimInput } from '@medcode/core/groupers/msdrg/claim-schema';
import type { ConvertedClaim } from '@medcode/core/groupers/msdrg/convert-claim';
import { MsdrgDescriptions } from '@medcode/core/groupers/msdrg/descriptions';
import { MsdrgExplainer } from '@medcode/core/groupers/msdrg/explain';
import { whatIf } from '@medcode/core/groupers/msdrg/what-if';
import { openCatalog } from '@medcode/releases/open-catalog';
import type { z } from 'zod';
import { LineId } from '../../line-id.js';
import { type AnswerLine, lineAnswerer } from '../../ndjson.js';

/** How `medcode group msdrg` was called; travels to the threads of `--jobs`. */
export interface MsdrgSettings {
  readonly dataFolder: string | undefined;
  /** For claims that state none. */
  readonly version: string | undefined;
  readonly dischargeDate: string | undefined;
  readonly convert: boolean;
  readonly explain: boolean;
  readonly whatIf: readonly string[];
}

const Line = MsdrgClaimInput.extend({ id: LineId });

type Convert = (claim: MsdrgClaim) => ConvertedClaim;

/** Groups claims as the command was told to. */
export class MsdrgAnswers {
  readonly grouper: InpatientGrouper;
  readonly descriptions: MsdrgDescriptions;
  private readonly settings: MsdrgSettings;
  private readonly convert: Convert | undefined;
  private explainer: MsdrgExplainer | undefined;

  private constructor(settings: MsdrgSettings, catalog: Catalog, convert: Convert | undefined) {
    this.settings = settings;
    this.grouper = new InpatientGrouper(catalog);
    this.descriptions = new MsdrgDescriptions(this.grouper.msdrg.tables);
    this.convert = convert;
  }

  /** What conversion needs is loaded only where it is asked for: a single answer should not wait for it. */
  static async open(settings: MsdrgSettings): Promise<MsdrgAnswers> {
    const catalog = openCatalog(settings.dataFolder);
    if (!settings.convert) return new MsdrgAnswers(settings, catalog, undefined);
    const { Icd10cm } = await import('@medcode/core/codesets/icd10cm');
    const { Icd10pcs } = await import('@medcode/core/codesets/icd10pcs');
    const { convertClaim } = await import('@medcode/core/groupers/msdrg/convert-claim');
    const codeSets = { catalog, icd: new Icd10cm(catalog), pcs: new Icd10pcs(catalog) };
    return new MsdrgAnswers(settings, catalog, (claim) => convertClaim(claim, codeSets));
  }

  /** The claim with what the command line adds to it, and in the codes of its version when asked. */
  prepared(claim: MsdrgClaim): ConvertedClaim {
    const { version, dischargeDate } = this.settings;
    const complete = { ...claim, version: claim.version ?? version, dischargeDate: claim.dischargeDate ?? dischargeDate };
    return this.convert?.(complete) ?? { claim: complete, conversions: [] };
  }

  /** @throws MedcodeError MC_DATE_MISSING, MC_DATE_INVALID, MC_RELEASE_MISSING, MC_USAGE, MC_CODE_UNKNOWN */
  answer(input: MsdrgClaim): object {
    const { explain, whatIf: changes } = this.settings;
    const { claim, conversions } = this.prepared(input);
    const result = this.grouper.group(claim);
    return {
      ...result,
      ...(this.convert ? { conversions } : {}),
      ...(explain ? { explanation: this.explanation(claim) } : {}),
      ...(changes.length > 0 ? { whatIf: this.changed(claim) } : {}),
    };
  }

  explanation(claim: MsdrgClaim): Omit<ReturnType<MsdrgExplainer['explain']>, 'result'> {
    this.explainer ??= new MsdrgExplainer(this.grouper.msdrg, this.descriptions);
    const { result: _, ...explanation } = this.explainer.explain(claim);
    return explanation;
  }

  /** The claim with each change made by itself, and with all of them when there are several. */
  changed(claim: MsdrgClaim): { readonly change: string; readonly result: ReturnType<InpatientGrouper['group']> }[] {
    const { whatIf: changes } = this.settings;
    const { codes } = this.grouper.msdrg.tables;
    const results = changes.map((change) => ({ change, result: this.grouper.group(whatIf(claim, change, codes)) }));
    if (changes.length < 2) return results;
    const all = changes.reduce((changing, change) => whatIf(changing, change, codes), claim);
    return [...results, { change: changes.join(' '), result: this.grouper.group(all) }];
  }
}

/** Answers the lines of `--ndjson`, in this thread or another. */
export async function openLines(settings: unknown): Promise<AnswerLine> {
  const answers = await MsdrgAnswers.open(settings as MsdrgSettings);
  return lineAnswerer(Line, (line) => answers.answer(line), isReady);
}

/** A line whose claim is written as the grouper reads it. */
function isReady(value: object): value is z.infer<typeof Line> {
  const { id } = value as { id?: unknown };
  return (typeof id === 'string' || typeof id === 'number') && isPlainClaim(value);
}
