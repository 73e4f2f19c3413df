import { MedcodeError } from '@medcode/core/errors';
import { Patient } from '@medcode/core/model/encounter';

/** The patient of `--age` and `--sex`. @throws MedcodeError MC_USAGE */
export function patientOf({ age, sex }: { readonly age?: string; readonly sex?: string }): Patient {
  const patient = Patient.safeParse({
    ...(age === undefined ? {} : { age: Number(age) }),
    ...(sex === undefined ? {} : { sex: sex.toUpperCase() }),
  });
  if (!patient.success) throw new MedcodeError('MC_USAGE', '--age takes years from 0 to 150, --sex one of M, F, U');
  return patient.data;
}
