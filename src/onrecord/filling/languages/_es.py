"""Spanish."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions, verbs
from onrecord.filling.languages._claiming import Claiming
from onrecord.filling.languages._speech import Speech
from onrecord.grounding.languages import phrases, words

__all__ = ["ACTIONS", "CLAIMING", "SPEECH"]

SPEECH: Final = Speech(
    says=words(
        "dice dicen dijo dijeron decía decían afirma afirman afirmó afirmaron asegura aseguran aseguró aseguraron "
        "declara declaran declaró declararon explica explican explicó explicaron señala señalan señaló señalaron "
        "añade añaden añadió añadieron agrega agregó agregaron indica indican indicó indicaron informa informan "
        "informó informaron anuncia anuncian anunció anunciaron advierte advierten advirtió advirtieron cuenta "
        "cuentan contó contaron relata relató confirma confirman confirmó confirmaron reconoce reconocen reconoció "
        "reconocieron admite admiten admitió admitieron sostiene sostienen sostuvo sostuvieron insiste insisten "
        "insistió insistieron responde responden respondió respondieron replica replicó apunta apuntan apuntó "
        "apuntaron destaca destacan destacó destacaron subraya subrayan subrayó recuerda recuerdan recordó recordaron "
        "manifiesta manifestó manifestaron expresa expresó comenta comentó comentaron promete prometen prometió "
        "prometieron considera consideran consideró consideraron cree creen creía estima estiman estimó estimaron "
        "calcula calculan calculó calcularon denuncia denuncian denunció denunciaron lamenta lamentan lamentó "
        "lamentaron niega niegan negó negaron desmiente desmienten desmintió desmintieron pide piden pidió pidieron "
        "exige exigen exigió exigieron reclama reclaman reclamó escribe escribió escribieron concluye concluyó "
        "concluyeron precisa precisó precisaron detalla detalló matiza matizó asevera aseveró opina opinan opinó "
        "sugiere sugieren sugirió zanja zanjó espetó ironizó resumió resume prevé prevén preveía acusa acusan acusó"
    ),
    perfects=words(
        "dicho afirmado asegurado declarado explicado señalado añadido agregado indicado informado anunciado "
        "advertido contado confirmado reconocido admitido sostenido insistido respondido apuntado destacado subrayado "
        "recordado manifestado expresado comentado prometido considerado estimado calculado denunciado lamentado "
        "negado desmentido pedido exigido reclamado escrito concluido precisado detallado rechazado criticado "
        "calificado acusado descartado"
    ),
    helpers=words("ha han había habían he hemos"),
    clitics=words("se lo la le les los las me nos"),
    objects=words(
        "rechaza rechazan rechazó rechazaron critica critican criticó criticaron califica califican calificó "
        "calificaron descarta descartan descartó descartaron cifra cifran cifró cifraron rechazado criticado "
        "calificado descartado lamenta lamentó lamentado pide pidió pidieron pedido exige exigió reclama reclamó "
        "acusa acusó acusaron acusado niega negó negaron desmiente desmintió celebra celebró denuncia denunció "
        "calcula calculó estima"
    ),
    tells=words("informó informa respondió responde advirtió advierte recordó"),
    clausal=words(
        "cuenta cuentan contó apunta apuntan precisa considera consideró añade añadió indica expresa contado"
    ),
    participles=words("añadiendo afirmando asegurando diciendo explicando señalando subrayando recordando"),
    shows=words("muestra muestran mostró revela revelan reveló sugiere sugieren sugirió indica indican indicó"),
    documents=words(
        "estudio estudios encuesta encuestas informe informes datos cifras documento documentos carta correo correos "
        "nota comunicado acta actas registro registros análisis auditoría artículo libro sentencia"
    ),
    nouns=words(
        "cuenta cuentas denuncia denuncias nota cifra cifras critica condena condenas calcula estima precisa reclama "
        "recuerda destaca apunta comenta responde considera"
    ),
    wholes=phrases(
        "no quiso hacer declaraciones, no quisieron hacer declaraciones, declinó hacer comentarios, declinaron hacer "
        "comentarios, rehusó hacer comentarios, rehusó comentar, no quiso comentar, no quisieron comentar, evitó "
        "pronunciarse, no ha querido hacer declaraciones, se negó a comentar, se negó a hacer declaraciones, declinó "
        "comentar, no quiso pronunciarse"
    ),
    compounds=phrases("puso en duda, dio a conocer, hizo saber"),
    sources=phrases("según, de acuerdo con, en palabras de, a juicio de, en opinión de"),
    impersonal=words("se"),
    passives=words("ser sido es son era eran fue fueron será serán sería sea está están"),
    auxiliaries=words(
        "ha han había habían se lo la le les los no también además después ya luego posteriormente solo todavía"
    ),
    incises=True,
    negations=words("no nunca tampoco"),
    drops_subject=True,
    infinitive=words("de a para sin por puede pueden debe deben va van podría quiso quiere"),
    openings=words("a de"),
    complementizers=words("que"),
    determiners=words(
        "el la los las un una unos unas este esta estos estas ese esa cada varios varias dos tres cuatro"
    ),
    possessives=words("su sus mi mis nuestro nuestra nuestros nuestras"),
    prepositions=words(
        "de del a al ante bajo con contra desde durante en entre hacia hasta para por sobre tras sin mediante"
    ),
    ties=words("de del para"),
    adverbials=words("ayer hoy mañana luego después entonces cuando mientras anoche antes esta este"),
    coordinators=words("y e pero o u"),
    openers=words("que pero como después antes porque cuando si aunque mientras donde pues"),
    subordinators=words("cuando aunque mientras si como después tras"),
    contrasts=words("aunque mientras"),
    relatives=words("que quien quienes cuyo cuya cual"),
    persons=words("él ella yo"),
    things=words("él ella ellos ellas ello nosotros"),
    ranks=words("primer primera vice ex exministro exalcalde expresidente"),
    masculine=words("él señor sr don ministro alcalde director abogado"),
    feminine=words("ella señora sra doña ministra alcaldesa directora abogada"),
    roles=words(
        "responsable gerente patrón portavoz vecino vecina dueño dueña comerciante jubilado jubilada camarero "
        "camarera bombero capataz presidente presidenta jefe jefa líder panadero panadera hermano hermana primo prima "
        "cuñado tío tía madre padre viuda sargento teniente comandante"
    ),
    role_endings=("ista", "dor", "dora", "ero", "era", "ólogo", "óloga"),
    verbs=words(
        "es son era eran fue fueron será serán sería serían está están estaba estaban estuvo ha han había habían hay "
        "hubo tiene tienen tenía tuvo puede pueden podía pudo podría debe deben va van hace hacen hizo hicieron "
        "quiere quieren sigue siguen queda quedan llega llegan vamos hemos somos sabe cuesta dio"
    ),
    verb_endings=("aron", "ieron", "aban", "rá", "rán", "ió"),
)

ACTIONS: Final = Actions(
    being=words("es son era eran fue fueron sido ser será serán sería serían resulta resultan resultó resultaron"),
    helping=words(
        "ha han había habían habrá habrán habría habrían va van puede pueden podría podrían debe deben debería quiere "
        "quieren está están estaba estaban"
    ),
    determiners=words(
        "el la los las un una unos unas su sus este esta estos estas ese esa aquel al del nuestro nuestra varios "
        "varias algunos algunas todos todas cada ambos ambas dos tres cuatro cinco seis siete ocho nueve diez lo"
    ),
    prepositions=words(
        "a al de del en con sin por para contra entre hacia hasta desde sobre bajo tras ante durante según mediante "
        "junto cerca como"
    ),
    bounds=words("a de hasta más cerca"),
    genitives=words("de del"),
    owning=words("de del"),
    shortened=words("cía"),
    offices=words(
        "agricultura asuntos cultura defensa economía educación estado exteriores hacienda interior justicia sanidad "
        "seguridad trabajo transportes"
    ),
    agent=words("por"),
    ties=words("y e o u"),
    purposes=words("para"),
    reporting=words("que"),
    around_occasions=words("durante tras"),
    definite=words("el la las los"),
    producing=verbs("abrir abierta celebrar organizar pagar planear prever prevista previsto publicar realizar", "es"),
    due=words("prevista previstas previsto previstos"),
    relatives=words("que"),
    seeming=words("al aparentemente previsiblemente probablemente seguramente"),
    openers=words("que quien quienes cuyo cuya donde cuando si porque mientras aunque"),
    adverbs=words(
        "no también nunca ya luego después entonces pronto aquí allí más menos bien fuera aún todavía además solo "
        "finalmente nuevamente"
    ),
    pronouns=words("él ella ellos ellas se le les lo nadie alguien"),
    numbers=words("decenas cientos miles docenas"),
    verbs=verbs(
        "abandonar abrir abre abren absolver acabar aceptar acordar acuerda acuerdan acusar adoptar advertir afectar "
        "ahogar amenazar ampliar anular anunciar apagar apelar aplazar aplicar apoyar aprobar aprueba aprueban "
        "arrasar arrestar asaltar asesinar asistir atacar aterrizar atropellar aumentar autorizar bajar bloquear "
        "bombardear caer cae caen cayó cambiar cancelar capturar celebrar cerrar cierra cierran chocar colisionar "
        "comenzar comienza comprar condenar confirmar conquistar construir construye consume contratar convocar "
        "cortar crear crecer cruzar cubrir cumplir dar da dan debatir decidir declarar defender dejar demandar "
        "denunciar derribar derrotar derrumbar desalojar desaparecer descubrir desembarcar despedir destituir "
        "destruir destruye destruyen detener detiene detienen detuvo devolver dictar dimitir disolver disparar "
        "divulgar donar echar elegir elige eliminar empatar empezar empieza encarcelar encontrar encuentra encuentran "
        "enfrentar entrar entregar enviar escapar estallar estrellar evacuar examinar exigir expulsar extender "
        "extinguir extraer fallecer fichar firmar frenar fundar ganar golpear habilitar hacer hace hacen herir hiere "
        "hizo hundir imponer impone inaugurar incautar incendiar iniciar inspeccionar instalar interrogar inundar "
        "invadir invertir investigar invitar jugar juega juegan juzgar lanzar levantar liberar llegar llevar lograr "
        "manifestar marchar marcar matar mejorar morir muere mueren murió murieron mover nacer nombrar obtener "
        "obtiene ocupar ofrecer ordenar pagar paralizar partir participar pedir pide piden perder pierde pierden "
        "plantar presentar prestar prohibir prometer promulgar proponer protestar publicar quemar quitar rebajar "
        "recaudar rechazar recibir reclamar reconocer reconstruir recuperar reducir reelegir reforzar registrar "
        "regresar renunciar reparar repartir rescatar resolver respaldar restablecer retirar reunir revelar revocar "
        "robar romper rompe sacudir salir sale salen salvar secuestrar seguir sigue sembrar sentenciar sufrir subir "
        "sumar superar suspender sustituir tomar trasladar tratar ubicar unir usar vacunar vencer vender viajar "
        "violar visitar volcar vuelca volver votar",
        "es",
    ),
    acts=verbs(
        "abatir abolir abordar absorber abusar acceder acelerar aclarar acoger acompañar acudir adelantar adherir "
        "adjudicar admitir adquiere adquirir advierte afiliar afrontar agredir aislar ajustar alargar alcanzar "
        "alertar aliar alterar alzar amnistiar apartar aplaudir apoderar aportar apresar aprovechar apuñalar archivar "
        "armar arrancar arrebatar arrojar ascender asegurar asignar asumir atender atiende atrapar avanzar averiguar "
        "avisar ayudar azotar barrer beneficiar boicotear brindar buscar caminar capacitar castigar causar ceder "
        "censurar citar clausurar cobrar coincidir colaborar colapsar colocar combatir comer cometer compartir "
        "compensar competir completar componer comprometer comunicar conceder concluir concluye condecorar conducir "
        "conectar conmemorar conseguir conservar consigue consolidar consultar contagiar contener contribuir "
        "contribuye controlar convencer convertir convierte convivir cooperar coordinar coronar corregir correr "
        "corromper cosechar criticar curar dañar decapitar decomisar decretar dedicar degradar demoler demostrar "
        "demuestra deportar depositar derogar derramar desactivar desafiar desarmar desarrollar desatar desbordar "
        "descarrila descarrilar descartar descender descontar desembolsar desmantelar desobedecer despegar desplazar "
        "desplegar despliega desplomar destinar desviar detectar deteriorar difundir dirigir discutir diseñar "
        "disminuir dispersar disputar distribuir distribuye dividir doblar duplicar edificar ejecutar ejercer elevar "
        "emitir emplear emprender encabezar encargar encender enciende endurecer enfermar engañar enterrar entierra "
        "entrevistar envenenar equipar escoltar esconder escribir esperar establecer estacionar estafar estrechar "
        "estudiar evadir evitar exhibir exiliar exonerar expirar explorar explosionar explotar exponer exportar "
        "expropiar extraditar fabricar facilitar fallar felicitar festejar fijar financiar flotar fortalecer forzar "
        "fracasar frustrar fuerza fugar fusilar fusionar garantizar gastar gobernar gobierna golear grabar graduar "
        "guardar guiar hallar heredar homenajear honrar hospedar huir humillar huye identificar ignorar ilegalizar "
        "impedir impide implantar importar imputar incluir incrementar indemnizar indultar infectar infligir ingresar "
        "inhabilitar inmovilizar instar instaurar insultar integrar intensificar intentar intercambiar interceptar "
        "interponer interrumpir intervenir interviene introducir jurar justificar legalizar lesionar limitar limpiar "
        "llamar llenar llorar localizar luchar maltratar mandar mantener mantiene mantienen matricular mediar mentir "
        "modernizar modificar montar mostrar movilizar multar nacionalizar navegar neutralizar notificar obligar "
        "observar obstaculizar ocultar ocurrir operar oponer optar organizar pactar patrullar perdonar perjudicar "
        "permanecer permitir perseguir persigue perturbar pescar pospone posponer postergar postular practicar "
        "precipitar premiar preparar presidir presionar privar privatizar proceder procesar produce producir "
        "prolongar promover promueve proporcionar proteger provocar pulverizar ratificar reaccionar realizar reanudar "
        "rebasar rebelar recabar recetar recomendar recorrer recortar rectificar redactar redoblar reemplazar "
        "refugiar regalar regular rehabilitar rehusar reinar reintegrar relevar remitir remodelar remover rendir "
        "renovar renueva repeler repetir repite replicar reportar representar requisar reservar resistir respetar "
        "responder restaurar restituir retener retiene retomar retrasar revisar rinde rodar rodear sabotear sacar "
        "saltar saludar sancionar saquear secundar separar sepultar señalizar sobrevivir socorrer solicitar soltar "
        "someter soportar sorprender sostener subastar subrayar suceder suicidar sumergir suprimir surgir sustraer "
        "temblar tiembla tirar tocar torturar trabajar trae traer traicionar transferir transfiere transformar "
        "transportar trasplantar triplicar triunfar tropezar unificar urgir vaciar validar valorar velar vengar "
        "verificar verter vetar vigilar vivir volar vuela",
        "es",
    ),
    participles=words(
        "abierto abierta abiertos abiertas cubierto cubierta dicho descubierto descubierta escrito hecho hecha muerto "
        "muerta muertos puesto puesta resuelto roto rota visto vista vuelto electo heridos heridas"
    ),
    infinitive_endings=("ar", "er", "ir"),
    participle_endings=("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"),
    tense_endings=("ó", "aron", "ieron", "ará", "arán", "erá", "erán", "irá", "irán", "aba", "aban", "ían"),
    meeting=verbs("reunir enfrentar", "es"),
    sharing=verbs("acordar acuerda acuerdan firmar negociar", "es"),
    gatherings=words("conversaciones cumbre negociaciones reunión reuniones"),
    reflexive=words("se"),
    receiving=verbs("recibir sufrir", "es"),
    places=words("en a al hacia sobre junto cerca ante desde contra"),
    inside=words("en cerca"),
    addressing=words("a al contra con ante"),
    opposing=words("contra"),
    beside=words("con"),
    giving=verbs("dar entregar enviar vender pagar prestar ofrecer", "es"),
    saying=verbs("decir dice dicen afirmar pensar opinar explicar añadir creer señalar asegurar", "es"),
    remarking=verbs("advertir anunciar informar escribir negar confirmar admitir", "es"),
    states=verbs("contener pertenecer costar incluir representar", "es"),
    moving=verbs("abandonar visitar ocupar cruzar bloquear", "es"),
    infinitive=words("a"),
    occasions=words("copa final liga campeonato juegos festival guerra ley premio semana mes año torneo"),
    sites=words(
        "aeropuerto ayuntamiento barrio calle calles campo capital carretera casa casas castillo centro cine clínica "
        "colegio comisaría costa cuartel edificio embajada escuela estación estadio fábrica frontera gimnasio granja "
        "hospital hotel iglesia isla juzgado lago mar mercado mina montaña museo oficina palacio parlamento parque "
        "playa plaza pueblo puente puerto región río ruta sala sede teatro terminal tribunal túnel universidad valle "
        "zona"
    ),
    doubting={
        **dict.fromkeys(words("si riesgo amenaza amenazan teme temen posible sospecha duda incierto"), "possible"),
        **dict.fromkeys(
            words("previsto prevista previstos previstas prevé planea planean anunciado promete"), "planned"
        ),
    },
    folk=words(
        "personas gente hombres mujeres niños niñas vecinos habitantes soldados policías agentes bomberos obreros "
        "trabajadores empleados manifestantes agricultores alumnos estudiantes maestros profesores pacientes "
        "pasajeros viajeros turistas clientes víctimas heridos espectadores votantes diputados ministros concejales "
        "familias jueces abogados médicos policía gobierno oposición rebeldes militares pescadores mineros"
    ),
    folk_endings=("istas", "adores", "adoras"),
    no_folk=words("entrevistas listas ordenadores pistas radiadores revistas vistas"),
    goods=words(
        "edificio edificios casa casas vivienda viviendas puente carretera tren trenes barco barcos buque avión "
        "aviones coche coches camión camiones autobús autobuses árbol árboles escuela iglesia techo misil misiles "
        "bombas proyectiles puertas contrato documentos cuerpo cuerpos"
    ),
)

CLAIMING: Final = Claiming(
    saying=words(
        "dice dicen dijo dijeron dicho afirma afirman afirmó afirmaron afirmado asegura aseguran aseguró aseguraron "
        "asegurado explica explican explicó explicaron explicado señala señalan señaló señalaron señalado añade "
        "añadió añadieron añadido advierte advierten advirtió advirtieron advertido anuncia anunció anunciaron "
        "anunciado confirma confirman confirmó confirmaron confirmado indicó indicaron indicado sostiene sostienen "
        "sostuvo declaró declararon declarado informó informaron informado reconoció reconocieron reconocido admitió "
        "estima estiman estimó calcula calculan calculó escribió insistió recordó recuerda cree creen considera "
        "consideran sugiere sugieren sugirió"
    ),
    denying=words("niega niegan negó negaron negado desmiente desmienten desmintió desmintieron desmentido"),
    that=words("que"),
    no_speakers=words("ser fue fueron es son que se el la un una lo no su sus"),
    helpers=words("ha han había habían también"),
    openers=words("a en de por con para sobre cómo nada"),
    sources=phrases("según, de acuerdo con"),
    hedges={
        "probable": phrases(
            "probablemente, al parecer, aparentemente, se espera que, previsiblemente, se prevé que, seguramente"
        ),
        "possible": phrases(
            "puede, pueden, podría, podrían, pudo, podía, quizá, quizás, tal vez, posiblemente, presunto, presunta, "
            "presuntos, presuntamente, supuesto, supuesta, supuestamente, sugiere, sugieren, sugirió, acusado de, "
            "acusada de, acusados de, acusa a, acusó a, sospecha, sospechan"
        ),
        "denied": phrases("niega, niegan, negó, negaron, desmiente, desmienten, desmintió, desmintieron"),
        "certain": phrases("no puede, no pueden, no pudo, no podía, se puede, se pueden"),
    },
    opinions=phrases(
        "debe, deben, debería, deberían, espera que, esperan que, esperaba que, confía en, confían en, prometió, "
        "prometieron, pidió que, pidieron que, exige, exigen, exigió"
    ),
    silence=phrases(
        "no quiso comentar, no quiso hacer comentarios, declinó hacer comentarios, no hizo comentarios, rehusó "
        "comentar, no respondió, no ha querido"
    ),
    persons=words("él ella"),
    speakers=words("él ella ellos ellas"),
    selves=words("yo mi mis nosotros nosotras nuestro nuestra nuestros nuestras me nos hemos tenemos somos estamos"),
    coordinators=words("y e pero mientras"),
    subordinators=words("porque aunque"),
)
