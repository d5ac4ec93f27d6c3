package dev.tidemark.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** Head of the OpenAPI document. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Tidemark",
            version = "1",
            description =
                "Gold, as ClickHouse holds it. from is inclusive, to exclusive; numbers are exact; "
                    + "Valid-Through says up to which instant every change of the sources is in."))
interface ApiDefinition {}
