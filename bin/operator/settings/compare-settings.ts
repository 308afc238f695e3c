/** A setting: what is deployed, and what the owner's file says; absent where it is not set. */
export type ComparedSetting = { setting: string; deployed?: string; here?: string };

/** What a deploy chooses by itself where the owner says nothing: what it has chosen is no difference. */
const chosenByDeploy: ReadonlySet<string> = new Set(['senderIdentity']);

/** The settings that differ, or all of them, by name. */
export function compareSettings(
  deployed: Readonly<Record<string, string>>,
  here: Readonly<Record<string, string>>,
): ComparedSetting[] {
  const names = [...new Set([...Object.keys(deployed), ...Object.keys(here)])].sort();
  return names.flatMap((setting) => {
    const [before, after] = [deployed[setting], here[setting]];
    if (before === after || (after === undefined && chosenByDeploy.has(setting))) return [];
    return [{ setting, ...(before !== undefined && { deployed: before }), ...(after !== undefined && { here: after }) }];
  });
}
