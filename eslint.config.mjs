import tseslint from "typescript-eslint";

/**
 * The arrows between the layers, as rules. A layer may import only what docs/architecture.md draws;
 * `forbidden` lists the folders (and packages) that it must never reach for.
 */
function layer(folder, forbidden, message) {
    return {
        files: [`${folder}/**/*.ts`],
        rules: {
            "no-restricted-imports": ["error", { patterns: [{ group: forbidden, message }] }],
        },
    };
}

export default tseslint.config(
    { ignores: ["node_modules", ".sandbox", "**/*.js", "eslint.config.mjs"] },
    ...tseslint.configs.strictTypeChecked,
    ...tseslint.configs.stylisticTypeChecked,
    {
        languageOptions: {
            parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            eqeqeq: "error",
            // `{ id: _id, ...rest }` is how a property is left out.
            "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
            "@typescript-eslint/switch-exhaustiveness-check": [
                "error",
                { considerDefaultExhaustiveForUnions: true },
            ],
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
        },
    },
    layer(
        "model",
        [
            "@pulumi/*",
            "node:*",
            "fs",
            "path",
            "**/components/**",
            "**/policypack/**",
            "**/access/**",
            "**/sandbox/**",
            "**/cli/**",
        ],
        "model is pure: no Pulumi, no input or output, no other layer",
    ),
    layer(
        "components",
        [
            "**/policypack/**",
            "**/access/**",
            "**/sandbox/**",
            "**/cli/**",
            "**/config",
            "**/providers",
        ],
        "components know the model alone",
    ),
    layer(
        "rollout",
        ["**/policypack/**", "**/access/**", "**/sandbox/**", "**/cli/**"],
        "the program judges nothing and knows no sandbox",
    ),
    layer(
        "policypack",
        [
            "../*/../**",
            "**/model/**",
            "**/components/**",
            "**/access/**",
            "**/sandbox/**",
            "**/cli/**",
        ],
        "the pack is self-contained",
    ),
    layer(
        "access",
        ["**/model/**", "**/components/**", "**/sandbox/**", "**/cli/**"],
        "access judges what was registered",
    ),
    layer(
        "delivery",
        ["**/model/**", "**/components/**", "**/access/**", "**/sandbox/**", "**/cli/**"],
        "delivery is a program of its own and reads the pack's files",
    ),
    layer(
        "sandbox",
        ["**/components/**", "**/policypack/**", "**/access/**", "**/cli/**"],
        "the sandbox plays AWS, not the product",
    ),
    {
        files: ["components/**/*.ts"],
        rules: {
            "no-restricted-syntax": [
                "error",
                {
                    selector:
                        "CallExpression[callee.object.name='JSON'][callee.property.name='stringify']",
                    message: "an Output turns into garbage here: build documents in model/",
                },
            ],
        },
    },
);
