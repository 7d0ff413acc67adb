/**
 * The vocabulary between those who receive requests and those who answer them: {@link
 * dev.atocore.server.http.Route}, {@link dev.atocore.server.http.Request}, {@link
 * dev.atocore.server.http.Answer}. The package {@code door} implements a request over Undertow, and
 * decides who may ask, how much may be sent and on which threads the work runs. {@code api} and
 * {@code web} have the handlers, none of which sees Undertow.
 *
 * <p><b>How a page is added.</b> In the package {@code web}, implement {@link
 * dev.atocore.server.http.Pages}; {@code routes()} names each page and each form:
 *
 * <pre>{@code
 * Route.page("/memories/{id}", request -> Answer.html(200, render(store, request)))
 * Route.form("/memories/{id}/promote", request -> {
 *   store.memories().promote(request.path("id"), Forms.change(request, Forms.ACTOR));
 *   return Answer.seeOther("/memories/" + request.path("id"));
 * })
 * }</pre>
 *
 * <ul>
 *   <li>A page is a GET and changes nothing. A form is a POST of {@code
 *       application/x-www-form-urlencoded}; its fields are {@link
 *       dev.atocore.server.http.Request#field}.
 *   <li>Each form carries a hidden field named {@code csrf} with {@link
 *       dev.atocore.server.http.Request#csrfToken}; htmx may send it as the header {@code
 *       X-CSRF-Token} instead. The door checks it together with the cookie, Origin and
 *       Sec-Fetch-Site before the handler runs. Reading the token makes the answer set the session
 *       cookie when there is none.
 *   <li>A change is made by {@link dev.atocore.server.http.Request#actor}, which the header {@code
 *       X-Atocore-Actor} names, and carries {@link dev.atocore.server.http.Request#id}, which ties
 *       all changes of one request together.
 *   <li>The Content-Security-Policy allows scripts, styles, images and fetches from this server
 *       alone, and nothing inline: no {@code style} attribute, no {@code onclick}, no {@code
 *       <script>} with a body. Files are served by {@link dev.atocore.server.http.Route#asset}.
 *   <li>Handlers run on a {@link dev.atocore.server.http.Lane}, never on a thread of the network:
 *       pages on READ, forms on WRITE; pass LONG for what takes seconds, such as an integrity run.
 *   <li>Throw what the store throws, or a {@link dev.atocore.server.http.ProblemException}; it ends
 *       in {@link dev.atocore.server.http.Pages#problem} with the right status.
 *   <li>With a token set, a browser that has no session gets {@link
 *       dev.atocore.server.http.Pages#login} (status 401) in place of any page.
 * </ul>
 */
@NullMarked
package dev.atocore.server.http;

import org.jspecify.annotations.NullMarked;
