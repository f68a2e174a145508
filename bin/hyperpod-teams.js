#!/usr/bin/env node
"use strict";

// Plain JavaScript, because it runs before anything is installed.
const path = require("node:path");
const { ensurePackages } = require("./ensurePackages");

const project = path.resolve(__dirname, "..");
ensurePackages(project);

require("./transpile");
require("../cli/main");
