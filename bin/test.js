#!/usr/bin/env node
"use strict";

// `npm test`: sets up what is missing, then runs every suite.
const path = require("node:path");
const { ensurePackages } = require("./ensurePackages");

const project = path.resolve(__dirname, "..");
ensurePackages(project);

require("./transpile");
require("../test/support/runSuites");
