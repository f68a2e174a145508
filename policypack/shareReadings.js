"use strict";

// The SDK turns the same message into plain data anew for each policy, which costs more than all
// policies' own work. Policies only read, so one reading serves them all. Where the SDK has changed
// its insides, nothing is shared and nothing else is different.
const readings = new WeakMap();
const sdk = require("@pulumi/policy/deserialize");
const { deserializeProperties } = sdk;

if (typeof deserializeProperties === "function") {
    sdk.deserializeProperties = (message, keepsSecrets) => {
        // What keeps its secrets is for remediations, which write.
        if (keepsSecrets) {
            return deserializeProperties(message, keepsSecrets);
        }
        let reading = readings.get(message);
        if (reading === undefined) {
            reading = deserializeProperties(message, keepsSecrets);
            readings.set(message, reading);
        }
        return reading;
    };
}
