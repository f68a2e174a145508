import { exampleFile } from "./example";

/** A roster of one team that checks clean beside the project's own environments. */
export const smallRoster = `# all teams
teams:
  # perception
  vision:
    cluster: training
    scientists:
      - { account: research, permissionSet: VisionScientist }
    compute:
      instances:
        - { instanceType: ml.p5.48xlarge, count: 2 } # for now
    data:
      - { bucket: curated, prefix: vision/ }
`;

export function smallProject(roster = smallRoster): Readonly<Record<string, string>> {
    return {
        "teams.yaml": roster,
        "Pulumi.dev.yaml": exampleFile("Pulumi.dev.yaml"),
        "Pulumi.prod.yaml": exampleFile("Pulumi.prod.yaml"),
    };
}
