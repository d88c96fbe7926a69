"""Spanish."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._assertions import Assertions, phrases
from onrecord.grounding.languages._language import Language, assigned, forms, numbered, weekdays, words

__all__ = ["SPANISH"]

_ASSERTIONS: Final = Assertions(
    hedges={
        "possible": phrases("podría, podrían, quizá, quizás, tal vez, posiblemente, acaso, a lo mejor"),
        "probable": phrases(
            "probablemente, seguramente, previsiblemente, aparentemente, al parecer, parece, parecen, es probable "
            "que, se espera que"
        ),
        "reported": phrases(
            "presuntamente, supuestamente, presunto, presunta, presuntos, presuntas, supuesto, supuesta, sospechoso "
            "de, habría, habrían"
        ),
        "planned": phrases(
            "planea, planean, pretende, pretenden, tiene previsto, va a, van a, se propone, piensa, proyecta"
        ),
        "conditional": phrases("sería, serían"),
        "wished": phrases(
            "espera, esperan, quiere, quieren, intenta, intentan, intentó, intentaron, busca, buscan, trata de, "
            "tratan de, trató de, estudia, estudian, propuso, propone, proponen"
        ),
        "weak": phrases(
            "decidió, decidieron, decidido, acusado, acusada, prevé, prevén, puede, pueden, pudo, posible, "
            "posibilidad, riesgo, riesgos, peligro, amenaza, amenazan, teme, temen, cree, creen, considera, estima, "
            "estiman, calcula, calculan, pronostica, pronostican, sospecha, plan, planes, previsto, prevista, "
            "anunció, anuncia, si, debe, deben, debería, deberían, tiene que, pide, pidió, pidieron, reclama, exige, "
            "exigen, presunto, denuncia"
        ),
    },
    future_endings=("rá", "rán"),
    bounds={
        "low": phrases("al menos, por lo menos, como mínimo, no menos de, más de, por encima de, cuando menos"),
        "high": phrases("como máximo, a lo sumo, hasta, no más de, menos de, por debajo de, como mucho"),
        "nearly": phrases("casi, cerca de, prácticamente"),
        "about": phrases("unos, unas, alrededor de, aproximadamente, en torno a, cerca de, algo así como"),
        "exactly": phrases("exactamente, justo, precisamente"),
        "only": phrases("solo, sólo, solamente, apenas, únicamente, tan solo"),
    },
    bounds_behind={
        "low": phrases("o más"),
        "high": phrases("o menos, como máximo"),
    },
    quantifiers={
        "all": phrases(
            "todos los, todas las, todos, todas, cada, ambos, ambas, la totalidad de los, la totalidad de las"
        ),
        "most": phrases(
            "la mayoría de los, la mayoría de las, la mayor parte de los, la mayor parte de las, casi todos los, casi "
            "todas las"
        ),
        "many": phrases("muchos, muchas, numerosos, numerosas"),
        "some": phrases("algunos, algunas, varios, varias, ciertos, ciertas"),
        "few": phrases("pocos, pocas"),
        "part": phrases(
            "algunos de los, algunas de las, varios de los, varias de las, parte de los, parte de las, no todos "
            "los, no todas las"
        ),
        "none": phrases("ningún, ninguna, ninguno de los, ninguna de las"),
        "only": phrases("solo, sólo, solamente, únicamente, único, única"),
    },
    restrictors=phrases(
        "ex, exministro, antiguo, antigua, entonces, interino, interina, en funciones, vice, adjunto, adjunta, "
        "presunto, presunta, supuesto, supuesta, futuro, futura, falso, falsa"
    ),
    opposites=(
        "subir aumentar crecer incrementar alza aumento subida / "
        "bajar caer disminuir reducir descender baja caída descenso bajada rebaja",
        "más / menos",
        "mayor / menor",
        "mayoría / minoría",
        "mejor / peor",
        "alto / bajo",
        "primero / último",
        "antes / después",
        "aprobar aceptar / rechazar",
        "apoyar respaldar / rechazar oponerse",
        "detener encarcelar / liberar",
        "condenar / absolver",
        "culpable / inocente",
        "abrir / cerrar",
        "empezar comenzar iniciar / terminar acabar finalizar",
        "contratar / despedir",
        "elogiar / criticar",
        "permitir autorizar / prohibir",
        "legal / ilegal",
        "ganar victoria / perder derrota",
        "ganancia beneficio / pérdida",
        "confirmar / desmentir",
        "importar importación / exportar exportación",
        "norte / sur",
        "este oriental / oeste occidental",
        "hombre / mujer",
        "padre / madre",
        "hijo / hija",
        "hermano / hermana",
        "vivo sobrevivir / muerto morir",
        "atacar / defender",
        "mejorar / empeorar",
        "público / privado",
        "dentro / fuera",
        "entrar / salir",
        "fortalecer / debilitar",
    ),
    than=words("que"),
    origins=words("de del desde"),
    goals=words("a al hasta"),
    coordinators=words("y e o pero"),
    conditions={
        "condition": phrases("si, siempre que, a menos que, a condición de que, salvo que, con tal de que"),
        "none": phrases("como si, incluso si, si bien"),
    },
    doubts=words(
        "falso mentira bulo rumor rumores incierto improbable imposible niega niegan negó negaron negado negar "
        "desmiente desmienten desmintió desmintieron desmentido duda dudan dudó dudaron ignora desconoce descartó "
        "descarta descartaron"
    ),
    cancelled=words(
        "niega niegan negó negaron negado desmiente desmintió desmintieron desmentido duda dudan dudó dudaron"
    ),
    unasserted={
        "doubted": phrases(
            "no es cierto que, no es verdad que, no era cierto que, no era verdad que, no es seguro que, no cree que, "
            "no creo que, no creen que, no creía que, no piensa que, no pienso que, no piensan que, no dijo que, no he "
            "dicho que, nunca dijo que, nunca he dicho que, no significa que, no está claro que, no está probado que, "
            "no hay pruebas de que, no hay indicios de que, ojalá"
        )
    },
    clause_openers=words("que si"),
    plain_openers=words("que a en siempre salvo con"),
    plurals=("s",),
    determiners=words("el la los las un una unos unas este esta estos estas su sus cada"),
    adverb_endings=("mente",),
    plain_modifiers=words(
        "solamente únicamente aproximadamente exactamente precisamente actualmente recientemente anteriormente "
        "posteriormente finalmente especialmente principalmente particularmente prácticamente probablemente "
        "posiblemente supuestamente presuntamente aparentemente oficialmente formalmente respectivamente inicialmente "
        "generalmente normalmente previamente nuevamente previsiblemente seguramente"
    ),
)
SPANISH: Final = Language(
    code="es",
    assertions=_ASSERTIONS,
    weekdays=weekdays("lunes martes miércoles jueves viernes sábado domingo"),
    months=numbered(
        "enero/ene febrero/feb marzo abril/abr mayo junio/jun julio/jul agosto/ago septiembre/sept/setiembre "
        "octubre/oct noviembre/nov diciembre/dic"
    ),
    days=assigned("hoy=today ayer=yesterday anteayer=day_before_yesterday"),
    negatives=words("no nunca nadie nada ningún ninguno ninguna sin tampoco ni jamás"),
    function_words=words(
        "el la los las lo un una unos unas y e o u pero sino porque que quien quienes cual cuyo donde cuando como si "
        "aunque mientras a al ante bajo con contra de del desde durante en entre hacia hasta para por según sobre tras "
        "yo tú él ella ello nosotros ellos ellas usted ustedes me te se le les nos su sus mi mis tu tus este esta esto "
        "estos estas ese esa eso esos esas aquel aquella cada todo toda todos todas otro otra otros otras más menos "
        "muy también ya aún ahora así entonces es son era eran fue fueron ser sido será serán está están estaba "
        "estaban ha han había habían hay hubo haber puede pueden debe deben unos cerca"
    ),
    definite=words("el la los las este esta estos estas ese esa esos esas aquel aquella al del ambos ambas su sus"),
    articles=words("el la los las un una unos unas"),
    where=words("en desde hacia cerca"),
    of_persons=words("quien"),
    person_pronouns=words("él ella ellos ellas su sus suyo suya yo mi mis"),
    thing_pronouns=words("ello ellos ellas su sus nosotros nuestro nuestra ambos ambas"),
    titles=words(
        "presidente presidenta vicepresidente vicepresidenta ministro ministra viceministro canciller gobernador "
        "gobernadora alcalde alcaldesa exalcalde exalcaldesa expresidente expresidenta exministro exministra concejal "
        "concejala senador senadora diputado diputada embajador embajadora secretario secretaria consejero consejera "
        "portavoz vocero vocera director directora jefe jefa general coronel capitán comisario rey reina príncipe "
        "princesa papa obispo arzobispo cardenal juez jueza fiscal abogado abogada profesor profesora doctor doctora "
        "entrenador entrenadora delantero portero analista economista fundador fundadora"
    ),
    honorifics=words("señor señora sr sra don doña dr dra"),
    person_nouns=words(
        "hombre mujer niño niña joven padre madre hijo hija hermano hermana marido esposa esposo cuñado víctima "
        "sospechoso sospechosa detenido detenida acusado acusada condenado abogado abogada fiscal juez jueza testigo "
        "agente policía soldado conductor jugador jugadora presidente presidenta ministro ministra alcalde alcaldesa "
        "exalcalde gobernador gobernadora líder dirigente candidato candidata portavoz director directora jefe jefa "
        "político política diputado diputada senador concejal concejala sucesor sucesora autor autora artista cantante "
        "actor actriz científico científica experto experta médico médica profesor profesora empresario empresaria "
        "fundador periodista paciente vecino vecina trabajador trabajadora mandatario"
    ),
    group_nouns=words(
        "empresa compañía firma grupo fabricante banco club equipo asociación sindicato patronal autoridad ministerio "
        "gobierno ejecutivo partido coalición oposición parlamento congreso senado tribunal juzgado policía fiscalía "
        "ejército organización fundación universidad instituto iglesia periódico diario cadena comisión consejo ciudad "
        "ayuntamiento país estado región provincia república agencia"
    ),
    place_nouns=words(
        "ciudad municipio país estado región provincia república pueblo isla capital aeropuerto puerto estación "
        "estadio planta zona"
    ),
    thing_nouns=words(
        "medicamento vacuna producto partido torneo elección votación ley contrato acuerdo estudio informe película "
        "libro barco tren avión tormenta incendio fuego enfermedad huelga"
    ),
    demonyms=forms(
        "alemania alemán alemana alemanes alemanas,francia francés francesa franceses francesas,españa español "
        "española españoles españolas,italia italiano italiana,portugal portugués portuguesa portugueses,grecia griego "
        "griega,austria austriaco austriaca,suiza suizo,holanda holandés holandesa holandeses neerlandés,bélgica "
        "belga,polonia polaco polaca,hungría húngaro húngara,rumanía rumano rumana,bulgaria búlgaro búlgara,dinamarca "
        "danés danesa,suecia sueco sueca,noruega noruego,finlandia finlandés finlandesa,irlanda irlandés "
        "irlandesa,inglaterra inglés inglesa ingleses,escocia escocés escocesa,rusia ruso rusa,ucrania ucraniano "
        "ucraniana,turquía turco turca,israel israelí israelíes,líbano libanés libanesa,siria sirio,irak iraquí,irán "
        "iraní,egipto egipcio egipcia,marruecos marroquí marroquíes,argelia argelino argelina,túnez tunecino,china "
        "chino,japón japonés japonesa japoneses,corea coreano coreana,india indio hindú,estadosunidos estadounidense "
        "estadounidenses,canadá canadiense,méxico mexicano mexicana,brasil brasileño brasileña,argentina "
        "argentino,chile chileno chilena,colombia colombiano colombiana,perú peruano peruana,venezuela venezolano "
        "venezolana,ecuador ecuatoriano ecuatoriana,bolivia boliviano boliviana,cuba cubano cubana,uruguay uruguayo "
        "uruguaya,paraguay paraguayo paraguaya,panamá panameño panameña,australia australiano australiana,europa "
        "europeo europea,palestina palestino,afganistán afgano afgana,británico británica"
    ),
    irregular=forms(
        "pedir pidió pide piden pidieron pidiendo,morir murió muere murieron muerto muerta muertos muertas "
        "muerte,decir dijo dice dicen dijeron dicho,hacer hizo hace hacen hicieron hecho hecha,tener tuvo tiene tienen "
        "tuvieron,poner puso pone pusieron puesto puesta,proponer propuso propone propusieron propuesto "
        "propuesta,venir vino viene vienen vinieron,querer quiso quiere quieren quería,poder pudo puede pueden podría "
        "podrá,saber supo sabe saben sabía,huir huyó huye huyeron,caer cayó cae cayeron caída,leer leyó lee "
        "lectura,oír oyó oye,dar dio da dan dieron,ver vio ve ven vieron visto vista,traer trajo trae "
        "trajeron,conducir condujo conduce,producir produjo produce produjeron producción,reducir redujo reduce "
        "redujeron reducción,elegir eligió elige eligieron elegido electo elección,seguir siguió sigue siguen "
        "siguieron,perder pierde pierden perdió pérdida,cerrar cierra cierran cerró cierre,empezar empieza empezó "
        "comienzo,comenzar comienza comenzó comienzo,volver vuelve vuelven volvió vuelto,contar cuenta cuentan "
        "contó,jugar juega jugó,dormir durmió duerme,herir hirió hiere herido herida,servir sirvió sirve,mentir mintió "
        "miente,abrir abrió abre abierto abierta apertura,cubrir cubierto cubrió,romper roto rompió,escribir escrito "
        "escribió,resolver resuelve resuelto resolvió,mantener mantuvo mantiene mantuvieron,detener detuvo detiene "
        "detuvieron detenido detención,obtener obtuvo obtiene obtuvieron,contener contuvo contiene,retener "
        "retuvo,intervenir intervino intervención,impedir impidió impide,despedir despidió despide despido "
        "despidos,medir midió mide,repetir repitió repite,construir construyó construye construcción,destruir destruyó "
        "destruye destrucción,incluir incluyó incluye,sustituir sustituyó,recuperar recuperación,recurrir recurre "
        "recurrirá recurso,mover mueve,llover llueve lluvia lluvias,nacer nace nació nacido,conocer conoce conoció"
    ),
    coordinators=words("y e pero sino mas o u"),
    subordinators=words("porque aunque mientras cuando donde como pues si quien quienes cuyo cuya"),
    complementizers=words("que si qué quién dónde cómo cuándo cuál"),
    without=words("sin"),
    refusals=words(
        "negar niega negó negado rechazar rechaza rechazó rechazado rechazaron descartar descarta descartó descartado "
        "excluir excluye excluyó faltar falta faltan faltó faltaba faltaban carecer carece impedir impide impidió "
        "prohibir prohíbe prohibió prohibido desmentir desmiente desmintió evitar evita evitó rehusar rehúsa renunciar "
        "renuncia renunció desconocido desconocida desconoce ausente inocente absuelto absueltos suspender suspendió "
        "fracasar fracasó apenas"
    ),
    soft_negatives=frozenset({"no solo", "no sólo", "no solamente", "sin embargo", "no obstante", "nada más"}),
    infinitive_prepositions=words("de para por a"),
    telling=words(
        "según conforme ahora entonces después luego antes pronto ya todavía aún mientras aquí ahí allí allá cerca "
        "dentro fuera arriba abajo"
    ),
)
