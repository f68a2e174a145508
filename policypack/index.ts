import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

new PolicyPack("hyperpod-teams-policies", { policies, enforcementLevel: "mandatory" });
