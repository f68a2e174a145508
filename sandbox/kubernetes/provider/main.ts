import { version } from "@pulumi/kubernetes/package.json";
import { serve } from "../../provider/server";
import { kubernetesProvider } from "./kubernetesProvider";

void serve(kubernetesProvider(version));
