import type { ParameterDeclaration, ResourceDeclaration, Template } from "./template";

/** Where a stack stands and what it is given. */
export interface StackSetting {
    readonly accountId: string;
    readonly region: string;
    readonly parameters: Readonly<Record<string, string>>;
}

export interface RenderedResource {
    readonly type: string;
    readonly properties: Readonly<Record<string, unknown>>;
}

/** Stands for a property, a member or an element that a condition takes away. */
const noValue = Symbol("AWS::NoValue");

type Values = Readonly<Record<string, unknown>>;

/**
 * What a stack of this template declares, with every intrinsic function answered; it knows the ones
 * that our own template needs and refuses others. Nothing is looked up: what a `Ref` or a `GetAtt`
 * says follows from names that the template gives.
 */
export function renderTemplate(
    template: Template,
    setting: StackSetting,
): ReadonlyMap<string, RenderedResource> {
    const parameters = parameterValues(template.Parameters ?? {}, setting.parameters);
    const scope = new Scope(template, parameters, setting);
    for (const { Assert, AssertDescription } of Object.values(template.Rules ?? {}).flatMap(
        ({ Assertions }) => Assertions,
    )) {
        if (!scope.truth(Assert)) {
            throw new Error(AssertDescription);
        }
    }
    return new Map(
        Object.entries(template.Resources)
            .filter(([, { Condition }]) => Condition === undefined || scope.holds(Condition))
            .map(([name, { Type, Properties }]) => [
                name,
                { type: Type, properties: (scope.value(Properties) ?? {}) as Values },
            ]),
    );
}

function parameterValues(
    declared: Readonly<Record<string, ParameterDeclaration>>,
    given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
    const stranger = Object.keys(given).find((name) => !(name in declared));
    if (stranger !== undefined) {
        throw new Error(`the template has no parameter "${stranger}"`);
    }
    return Object.fromEntries(
        Object.entries(declared).map(([name, declaration]) => {
            const value = given[name] ?? declaration.Default;
            if (value === undefined) {
                throw new Error(`parameter "${name}" has no value`);
            }
            checkParameter(name, value, declaration);
            return [name, value];
        }),
    );
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
function checkParameter(name: string, value: string, declaration: ParameterDeclaration): void {
    const { Type, AllowedPattern, AllowedValues } = declaration;
    const values = Type === "CommaDelimitedList" ? listOf(value) : [value];
    const wrong = values.find(
        (one) =>
            AllowedValues?.includes(one) === false ||
            (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(one)),
    );
    if (wrong !== undefined) {
        throw new Error(
            `parameter "${name}" is "${wrong}"; expected ${AllowedValues?.join(" or ") ?? `what matches ${AllowedPattern ?? ""}`}`,
        );
    }
}

/** An intrinsic function is an object with one member. */
function onlyEntry(node: object): readonly [string, unknown] {
    const entries = Object.entries(node);
    const [first] = entries;
    return entries.length === 1 && first !== undefined ? first : ["", undefined];
}

function listOf(value: string): string[] {
    return value.split(",").map((one) => one.trim());
}

class Scope {
    private readonly template: Template;
    private readonly parameters: Readonly<Record<string, string>>;
    private readonly pseudo: Readonly<Record<string, unknown>>;

    constructor(
        template: Template,
        parameters: Readonly<Record<string, string>>,
        { accountId, region }: StackSetting,
    ) {
        this.template = template;
        this.parameters = parameters;
        this.pseudo = {
            "AWS::AccountId": accountId,
            "AWS::Region": region,
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::NoValue": noValue,
        };
    }

    holds(condition: string): boolean {
        const declared = this.template.Conditions ?? {};
        if (!(condition in declared)) {
            throw new Error(`the template has no condition "${condition}"`);
        }
        return this.truth(declared[condition]);
    }

    value(node: unknown): unknown {
        if (Array.isArray(node)) {
            return node.map((one) => this.value(one)).filter((one) => one !== noValue);
        }
        if (typeof node !== "object" || node === null) {
            return node;
        }
        const [name, argument] = onlyEntry(node);
        if (name === "Ref" || name.startsWith("Fn::")) {
            return this.answer(name, argument);
        }
        return Object.fromEntries(
            Object.entries(node)
                .map(([key, held]) => [key, this.value(held)] as const)
                .filter(([, held]) => held !== noValue),
        );
    }

    private answer(name: string, argument: unknown): unknown {
        switch (name) {
            case "Ref":
                return this.reference(String(argument));
            case "Fn::GetAtt":
                return this.attribute(argument as readonly string[]);
            case "Fn::Sub":
                return this.substituted(argument);
            case "Fn::If": {
                const [condition, yes, no] = argument as readonly unknown[];
                return this.value(this.holds(String(condition)) ? yes : no);
            }
            case "Fn::Join": {
                const [between, parts] = argument as readonly [string, unknown];
                return (this.value(parts) as readonly string[]).join(between);
            }
            case "Fn::Split": {
                const [between, text] = argument as readonly [string, unknown];
                return String(this.value(text)).split(between);
            }
            case "Fn::Select": {
                const [index, list] = argument as readonly [number, unknown];
                return (this.value(list) as readonly unknown[])[index];
            }
            default:
                throw new Error(`the intrinsic function "${name}" is not known here`);
        }
    }

    truth(node: unknown): boolean {
        const [name, argument] = onlyEntry(node as object);
        switch (name) {
            case "Condition":
                return this.holds(String(argument));
            case "Fn::Equals": {
                const [one, other] = this.value(argument) as readonly unknown[];
                return one === other;
            }
            case "Fn::Not":
                return !this.truth((argument as readonly unknown[])[0]);
            case "Fn::And":
                return (argument as readonly unknown[]).every((one) => this.truth(one));
            case "Fn::Or":
                return (argument as readonly unknown[]).some((one) => this.truth(one));
            default:
                throw new Error(`"${name}" is no condition that is known here`);
        }
    }

    private substituted(argument: unknown): string {
        const [text, own] = (Array.isArray(argument) ? argument : [argument, {}]) as [
            string,
            Readonly<Record<string, unknown>>,
        ];
        return text.replace(/\$\{([^!}][^}]*)\}/g, (_hole, name: string) => {
            if (name in own) {
                return String(this.value(own[name]));
            }
            const [resource = "", attribute] = name.split(".");
            return String(
                attribute === undefined
                    ? this.reference(name)
                    : this.attribute([resource, attribute]),
            );
        });
    }

    private reference(name: string): unknown {
        if (name in this.pseudo) {
            return this.pseudo[name];
        }
        const parameter = this.parameters[name];
        if (parameter !== undefined) {
            return this.template.Parameters?.[name]?.Type === "CommaDelimitedList"
                ? listOf(parameter)
                : parameter;
        }
        const { Type, Properties } = this.resource(name);
        const property = (key: string) => String(this.value((Properties as Values)[key]));
        switch (Type) {
            case "AWS::IAM::Role":
                return property("RoleName");
            case "AWS::IAM::ManagedPolicy":
                return this.arn(`policy/${property("ManagedPolicyName")}`);
            case "AWS::IAM::OIDCProvider":
                return this.arn(`oidc-provider/${property("Url").replace("https://", "")}`);
            default:
                throw new Error(`what "Ref" says of a ${Type} is not known here`);
        }
    }

    private attribute([name = "", attribute = ""]: readonly string[]): unknown {
        const { Type, Properties } = this.resource(name);
        if (Type === "AWS::IAM::Role" && attribute === "Arn") {
            const { RoleName, Path = "/" } = Properties as Values;
            return this.arn(`role${String(this.value(Path))}${String(this.value(RoleName))}`);
        }
        throw new Error(`attribute "${attribute}" of a ${Type} is not known here`);
    }

    private arn(resource: string): string {
        return `arn:aws:iam::${String(this.pseudo["AWS::AccountId"])}:${resource}`;
    }

    private resource(name: string): ResourceDeclaration {
        const declared = this.template.Resources[name];
        if (declared === undefined) {
            throw new Error(`the template has no parameter or resource "${name}"`);
        }
        return declared;
    }
}
