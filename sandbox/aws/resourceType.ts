import type { Properties } from "../provider/server";
import type { Arguments } from "./arguments";
import type { Calls } from "./awsCall";
import type { Session } from "./session";

export interface Made {
    readonly id: string;
    readonly outputs: Properties;
}

export interface Found extends Made {
    /** What a program would have to say to get this; the provider leaves defaults out. */
    readonly inputs: Properties;
}

/** One AWS concept as the engine sees it. */
export interface ResourceType {
    readonly token: string;
    /** As the real provider's error messages name it, from what is known of the resource. */
    readonly label: string | ((properties: Properties) => string);
    readonly arguments: Arguments;
    /** What each operation asks of AWS, and so of the rights of whoever rolls out. */
    readonly calls: Calls;
    /** What stands in parentheses behind the label in error messages. */
    displayName(inputs: Properties): string;
    /** Further arguments whose change makes another thing of it, known from inside a value. */
    replacedBy?(olds: Properties, news: Properties): readonly string[];
    /** What is known of the outputs before anything is made; the rest is the unknown value. */
    preview(session: Session, inputs: Properties): Properties;
    create(session: Session, inputs: Properties): Promise<Made>;
    read(session: Session, id: string): Found | undefined;
    update(session: Session, id: string, news: Properties): Promise<Properties>;
    delete(session: Session, id: string): Promise<void>;
    /** The id of what these inputs have made already, where there is such a thing. */
    find(session: Session, inputs: Properties): string | undefined;
}
