import type { Command } from 'commander';
import type { Shell } from '../shell.js';
import { addGroupCcsr } from './group/ccsr.js';
import { addGroupCharlson } from './group/charlson.js';
import { addGroupCmr } from './group/cmr.js';
import { addGroupHcc } from './group/hcc.js';
import { addGroupMce } from './group/mce.js';
import { addGroupMsdrg } from './group/msdrg.js';

/** `medcode group …`: one subcommand a grouper, each in its own file; the grouper itself is loaded when it is called. */
export function addGroup(program: Command, shell: Shell): void {
  const group = program.command('group').description('group claims and diagnoses: MS-DRG, HCC, comorbidity measures');
  addGroupMsdrg(group, shell);
  addGroupMce(group, shell);
  addGroupHcc(group, shell);
  addGroupCmr(group, shell);
  addGroupCharlson(group, shell);
  addGroupCcsr(group, shell);
}
